import type { Span } from '../source/source-text.ts';

/** Tells where each character of a scalar's value stands in the file; built run by run, in order. */
export class OffsetMap {
  readonly #fileText: string;
  readonly #contentEnd: number;
  readonly #parts: string[] = [];
  readonly #textStarts: number[] = [];
  readonly #fileStarts: number[] = [];
  readonly #fileLengths: number[] = [];
  #length = 0;

  constructor(fileText: string, contentEnd: number) {
    this.#fileText = fileText;
    this.#contentEnd = contentEnd;
  }

  /** The length of the value so far. */
  get length(): number {
    return this.#length;
  }

  /** The value that the runs make up: equal to what YAML read. */
  get text(): string {
    return this.#parts.join('');
  }

  /** Adds a stretch of the file that stands in the value as it is. */
  copy(start: number, end: number): void {
    if (end > start) this.put(this.#fileText.slice(start, end), start, end);
  }

  /** Adds text that the file writes in another way: an escape, a folded line break. */
  put(text: string, start: number, end: number): void {
    if (text === '') return;
    this.#parts.push(text);
    this.#textStarts.push(this.#length);
    this.#fileStarts.push(start);
    this.#fileLengths.push(end - start);
    this.#length += text.length;
  }

  /** The file's span of a range of the value. */
  locate(start: number, end: number): Span {
    const found = this.#locate(start, end);
    // A value ends with a line break also where the file ends without one.
    const last = this.#fileText.length;
    return { start: Math.min(found.start, last), end: Math.min(found.end, last) };
  }

  #locate(start: number, end: number): Span {
    const from = Math.max(0, Math.min(start, this.#length));
    const to = Math.max(from, Math.min(end, this.#length));
    const first = this.#characterAt(from);
    if (to === from) return { start: first.start, end: first.start };
    return { start: first.start, end: Math.max(first.start, this.#characterAt(to - 1).end) };
  }

  #characterAt(offset: number): Span {
    if (offset >= this.#length) {
      const end = this.#length === 0 ? this.#contentEnd : this.#characterAt(this.#length - 1).end;
      return { start: end, end };
    }
    const run = this.#runAt(offset);
    const start = this.#fileStarts[run] ?? 0;
    const fileLength = this.#fileLengths[run] ?? 0;
    const textStart = this.#textStarts[run] ?? 0;
    const textLength = (this.#textStarts[run + 1] ?? this.#length) - textStart;
    if (textLength !== fileLength) return { start, end: start + fileLength };
    const at = start + offset - textStart;
    return { start: at, end: at + 1 };
  }

  #runAt(offset: number): number {
    let low = 0;
    let high = this.#textStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#textStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
