import type { SourceText, Span } from '../source/source-text.ts';

/** What to do about a file that is no YAML, and where the cause stands if not where YAML noticed. */
export interface YamlRemedy {
  readonly remedy: string;
  readonly span?: Span;
}

/** Looks for the usual traps around the place where YAML gave up. */
export function yamlRemedy(
  source: SourceText,
  { message, span }: { message: string; span: Span },
): YamlRemedy | undefined {
  return (
    conflictRemedy(source, span) ??
    tabRemedy(source, span) ??
    endedBlockRemedy(source, span) ??
    lineRemedy(source, span) ??
    neighbourRemedy(source, span) ??
    wordsRemedy(message)
  );
}

function conflictRemedy(source: SourceText, { start }: Span): YamlRemedy | undefined {
  const text = source.lineText(source.positionAt(start).line);
  return /^(?:<{7}|={7}|>{7})(?: |$)/.test(text) ? { remedy: 'Resolve the merge conflict.' } : undefined;
}

function tabRemedy(source: SourceText, { start }: Span): YamlRemedy | undefined {
  const { line } = source.positionAt(start);
  const indentation = /^[ \t]*/.exec(source.lineText(line))?.[0] ?? '';
  if (!indentation.includes('\t')) return undefined;
  return { remedy: 'Indent with spaces: YAML takes no tabs as indentation.' };
}

/** A block scalar's header: `run: |`, `- >-`, with an optional comment. */
const blockHeader = /(?:^|[\s:-])[|>][-+0-9]{0,2}[ \t]*(?:#.*)?$/;
const heredoc = /(?<!<)<<-?(?!<)\s*(?:'([^']+)'|"([^"]+)"|\\?([\w.-]+))/g;

/**
 * A line that is indented no more than the key of a block scalar ends the block, wherever the script is. The commonest
 * such line is the text of a heredoc at column 1.
 */
function endedBlockRemedy(source: SourceText, { start }: Span): YamlRemedy | undefined {
  const noticed = source.positionAt(start).line;
  const header = lineAbove(source, noticed, (line) => blockHeader.test(line));
  if (header === undefined) return undefined;
  const depth = indentOf(source.lineText(header));
  let end = header + 1;
  while (end < noticed && (isBlank(source.lineText(end)) || indentOf(source.lineText(end)) > depth)) end += 1;
  const body = Array.from({ length: end - header - 1 }, (_, index) => source.lineText(header + 1 + index));
  const open = openHeredoc(body);
  if (open === undefined && end !== noticed) return undefined;
  if (indentOf(source.lineText(end)) > depth) return undefined;
  const at = source.offsetOfLine(end) + indentOf(source.lineText(end));
  const marked = {
    start: at,
    end: Math.max(at, source.offsetOfLine(end) + source.lineText(end).trimEnd().length),
  };
  const where = `the block that begins on line ${header}`;
  if (open !== undefined) {
    return {
      remedy: `This line of the heredoc \`${open}\` ends ${where}, because it is not indented like the script. Indent the heredoc's text and its end mark like the rest: YAML takes that indentation off again before the shell sees it.`,
      span: marked,
    };
  }
  if (/^[\w"'-]+\s*:(?:\s|$)|^-\s/.test(source.lineText(end).trim())) return undefined;
  return {
    remedy: `This line ends ${where}, because it is indented less than the script. Indent it like the lines above.`,
    span: marked,
  };
}

/** The end mark of a heredoc that is opened and not closed in these lines. */
function openHeredoc(lines: readonly string[]): string | undefined {
  let open: string | undefined;
  for (const line of lines) {
    if (open !== undefined) {
      if (line.trim() === open) open = undefined;
      continue;
    }
    const [last] = [...line.matchAll(heredoc)].slice(-1);
    open = last?.[1] ?? last?.[2] ?? last?.[3];
  }
  return open;
}

/** A value after which deeper lines follow, and a script that lacks its `|`. */
function neighbourRemedy(source: SourceText, { start }: Span): YamlRemedy | undefined {
  const { line } = source.positionAt(start);
  const text = source.lineText(line);
  const below = lineBelow(source, line);
  const keyAt = /^[\s-]*/.exec(text)?.[0].length ?? 0;
  if (/^[\s-]*[\w.-]+ *: +\S/.test(text) && /^\s*[\w.-]+ *:(?:\s|$)/.test(below) && indentOf(below) > keyAt) {
    return {
      remedy:
        'The next line is indented deeper, so that YAML reads it as part of this value: give both keys the same indentation.',
    };
  }
  const above = lineAbove(source, line, (candidate) => !isBlank(candidate) && !/^\s*#/.test(candidate));
  if (above !== undefined && /^[\s-]*run *:\s*$/.test(source.lineText(above))) {
    return { remedy: 'Begin a script of several lines with `run: |`.' };
  }
  return undefined;
}

/** Values that need quotes because of a character of YAML's. */
function lineRemedy(source: SourceText, { start }: Span): YamlRemedy | undefined {
  const { line } = source.positionAt(start);
  const text = source.lineText(line);
  const [, value] = /^\s*(?:- +)*(?:[\w.-]+ *: +|- +)(.*)$/.exec(text) ?? [];
  if (value === undefined) return undefined;
  if (/^[^'"|>[{&*!#].*?(?::\s|:$)/.test(value)) {
    return {
      remedy: 'The value has a colon before a blank, which begins a mapping: put the whole value in quotes.',
    };
  }
  if (/^[*&!%@`]/.test(value)) {
    return {
      remedy: `A value that begins with \`${value[0]}\` means something else to YAML: put it in quotes.`,
    };
  }
  if (/^\{\{|^\{%/.test(value))
    return { remedy: 'Expressions begin with a dollar sign before the two braces.' };
  if (/^(["']).*?\1\s*[^\s#,\]}]/.test(value)) {
    return { remedy: 'Something follows the closing quote: put the whole value in one pair of quotes.' };
  }
  return undefined;
}

function wordsRemedy(message: string): YamlRemedy | undefined {
  if (/^Source contains multiple documents/.test(message))
    return { remedy: 'Keep one document a file: remove `---` and what follows.' };
  if (/^Unexpected tag/.test(message))
    return {
      remedy:
        "A value that begins with `!` is a tag to YAML: put it in quotes, or in an expression's braces.",
    };
  if (/same column|sufficiently indented|less indented/.test(message))
    return { remedy: 'Give the lines that belong together the same indentation.' };
  if (/^Alias cannot be/.test(message)) {
    return { remedy: 'A `*` begins an alias to YAML: put the value in quotes.' };
  }
  if (/^Missing closing/.test(message)) return { remedy: 'Close the quote.' };
  return undefined;
}

function lineAbove(source: SourceText, from: number, is: (line: string) => boolean): number | undefined {
  for (let line = from - 1; line > 0; line -= 1) if (is(source.lineText(line))) return line;
  return undefined;
}

/** The next line that isn't blank; empty at the end. */
function lineBelow(source: SourceText, from: number): string {
  for (let line = from + 1; line <= source.lineCount; line += 1) {
    if (!isBlank(source.lineText(line))) return source.lineText(line);
  }
  return '';
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

function isBlank(line: string): boolean {
  return line.trim() === '';
}
