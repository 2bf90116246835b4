/** A half-open range of UTF-16 code units in a file's text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A place a person can go to: line and column, both from 1; columns count UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A file's text that can say on which line and column an offset lies. */
export class SourceText {
  readonly path: string;
  readonly text: string;
  #lineStarts: number[] | undefined;

  constructor(path: string, text: string) {
    this.path = path;
    this.text = text;
  }

  /** The number of lines; a final line break does not begin another line. */
  get lineCount(): number {
    const starts = this.#starts();
    return starts.length > 1 && starts.at(-1) === this.text.length ? starts.length - 1 : starts.length;
  }

  /** The line and column of an offset; offsets past the end count as the end. */
  positionAt(offset: number): Position {
    const starts = this.#starts();
    const at = Math.max(0, Math.min(offset, this.text.length));
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: at - (starts[low] ?? 0) + 1 };
  }

  /** The offset at which a line (from 1) begins; the text's end for lines past the last. */
  offsetOfLine(line: number): number {
    return this.#starts()[line - 1] ?? this.text.length;
  }

  /** The text of a line (from 1) without its line break; empty where there is no such line. */
  lineText(line: number): string {
    const start = this.offsetOfLine(line);
    const end = this.#starts()[line] ?? this.text.length;
    return this.text.slice(start, end).replace(/\r?\n$|\r$/, '');
  }

  #starts(): number[] {
    if (this.#lineStarts === undefined) {
      const starts = [0];
      // The line breaks of YAML 1.2: LF, CRLF and a lone CR.
      for (const match of this.text.matchAll(/\r\n|\n|\r/g)) starts.push(match.index + match[0].length);
      this.#lineStarts = starts;
    }
    return this.#lineStarts;
  }
}
