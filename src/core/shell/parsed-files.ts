import { type ParsedScript, parse } from 'unbash';
import type { SourceText } from '../source/source-text.ts';
import type { ScriptText } from './script-text.ts';

/** The files that scripts may run or read, each parsed once. */
export class ParsedFiles {
  readonly #read: (path: string) => SourceText | undefined;
  readonly #parsed = new Map<string, ParsedScript>();

  constructor(read: (path: string) => SourceText | undefined) {
    this.#read = read;
  }

  read(path: string): SourceText | undefined {
    return this.#read(path);
  }

  parse(script: ScriptText): ParsedScript {
    const known = this.#parsed.get(script.masked);
    if (known !== undefined) return known;
    const parsed = parse(script.masked);
    this.#parsed.set(script.masked, parsed);
    return parsed;
  }
}
