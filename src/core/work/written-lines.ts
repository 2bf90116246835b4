import type { ScalarNode } from '../workflow/model.ts';
import type { WrittenCommand } from './command-pieces.ts';

/** An expression, a text in quotes, a comment, what ends a command, blanks, and anything else. */
const token =
  /(\$\{\{[\s\S]*?\}\})|"([^"\n]*)"|'([^'\n]*)'|(#[^\n]*)|(\n|;|\|\|?|&&)|([^\S\n]+)|([^\s"'#;|&$]+|.)/g;

/**
 * The commands of a script in a shell that isn't read (PowerShell, cmd, a language's interpreter), as far as line
 * breaks, semicolons, pipes and quotes tell them; without comments.
 */
export function writtenLines({ text, span }: ScalarNode): WrittenCommand[] {
  const commands: string[][] = [];
  let words: string[] = [];
  let word: string | undefined;
  const endWord = () => {
    if (word !== undefined && word !== '') words.push(word);
    word = undefined;
  };
  const endCommand = () => {
    endWord();
    // PowerShell calls what a text names by `&`.
    const said = words[0] === '&' ? words.slice(1) : words;
    if (said.length > 0) commands.push(said);
    words = [];
  };
  // PowerShell continues a line behind a backtick, cmd behind a circumflex.
  for (const match of text.replace(/[`^]\r?\n/g, ' ').matchAll(token)) {
    const [, expression, double, single, comment, end, blank, other] = match;
    if (end !== undefined) endCommand();
    else if (blank !== undefined) endWord();
    else if (comment === undefined || word !== undefined)
      word = (word ?? '') + (expression ?? double ?? single ?? comment ?? other ?? '');
  }
  endCommand();
  return commands.map((words) => ({ words, known: words, span }));
}
