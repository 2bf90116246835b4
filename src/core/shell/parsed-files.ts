import { type ParsedScript, parse } from 'unbash';
import type { SourceText } from '../source/source-text.ts';
import type { ScriptText } from './script-text.ts';

/** The files that scripts may run or read, each parsed once, and which of them are worth running again. */
export class ParsedFiles {
  /** How many files that the analysis looks for were read so far. */
  telling = 0;
  readonly #read: (path: string) => SourceText | undefined;
  readonly #isTelling: (text: string) => boolean;
  readonly #parsed = new Map<string, ParsedScript>();
  readonly #known = new Map<string, SourceText | undefined>();
  readonly #idle = new Set<string>();

  /** `isTelling`: whether the analysis may find anything in a file of such a text. */
  constructor(
    read: (path: string) => SourceText | undefined,
    isTelling: (text: string) => boolean = () => true,
  ) {
    this.#read = read;
    this.#isTelling = isTelling;
  }

  read(path: string): SourceText | undefined {
    if (!this.#known.has(path)) this.#known.set(path, this.#read(path));
    const source = this.#known.get(path);
    if (source !== undefined && this.#isTelling(source.text)) this.telling += 1;
    return source;
  }

  parse(script: ScriptText): ParsedScript {
    const known = this.#parsed.get(script.masked);
    if (known !== undefined) return known;
    const parsed = parse(script.masked);
    this.#parsed.set(script.masked, parsed);
    return parsed;
  }

  /** Runs a script file, unless an earlier run of it met nothing that is looked for, neither in it nor behind it. */
  unlessIdle<T>({ path, target = '' }: { path: string; target?: string }, run: () => T): T | undefined {
    const key = `${path} ${target}`;
    if (this.#idle.has(key)) return undefined;
    const before = this.telling;
    // Reading it here counts the file itself.
    this.read(path);
    const result = run();
    if (this.telling === before) this.#idle.add(key);
    return result;
  }
}
