import type { ScalarNode } from '../workflow/model.ts';
import type { WrittenCommand } from './command-pieces.ts';

/**
 * An expression, a text in quotes, a comment (PowerShell's in `<# #>`, others where a word may begin), what ends a
 * command, blanks, and anything else.
 */
const token =
  /(\$\{\{[\s\S]*?\}\})|"([^"\n]*)"|'([^'\n]*)'|(<#[\s\S]*?#>|(?<![^\s;|&])#[^\n]*)|(\n|;|\|\|?|&&)|([^\S\n]+)|([^\s"'#;|&$]+|.)/g;

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
    const said = words.map((one, at) => (at === 0 ? one.replace(/^&/, '') : one)).filter((one) => one !== '');
    if (said.length > 0 && !isRemark(said)) commands.push(said);
    words = [];
  };
  // PowerShell continues a line behind a backtick, cmd behind a circumflex.
  for (const match of text.replace(/[`^]\r?\n/g, ' ').matchAll(token)) {
    const [, expression, double, single, comment, end, blank, other] = match;
    if (end !== undefined) endCommand();
    else if (blank !== undefined) endWord();
    else if (comment === undefined) word = (word ?? '') + (expression ?? double ?? single ?? other ?? '');
  }
  endCommand();
  return commands.map((words) => ({ words, known: words, span }));
}

/** The comments of cmd. */
function isRemark([first = '']: readonly string[]): boolean {
  return first.toLowerCase() === 'rem' || first.startsWith('::');
}
