import stringWidth from 'string-width';

/** Where and how to break lines; `first` begins the first line, `indent` blanks the others. */
export interface Wrapping {
  readonly width: number | undefined;
  readonly first: string;
  readonly indent: number;
}

/** Breaks text between words so that lines fit the width where their words do; without a width it stays one line. */
export function wrapText(text: string, { width, first, indent }: Wrapping): string {
  if (width === undefined) return first + text;
  const lines: string[] = [];
  let line = first;
  let used = stringWidth(first);
  let isEmpty = true;
  for (const word of text.split(' ')) {
    const needed = stringWidth(word);
    if (!isEmpty && used + 1 + needed > width) {
      lines.push(line);
      line = ' '.repeat(indent);
      used = indent;
      isEmpty = true;
    }
    line += isEmpty ? word : ` ${word}`;
    used += needed + (isEmpty ? 0 : 1);
    isEmpty = false;
  }
  return [...lines, line].join('\n');
}
