import { type ParsedScript, parse } from 'unbash';
import type { SourceText } from '../source/source-text.ts';
import { normalPath } from './paths.ts';
import { scriptReferences } from './script-references.ts';
import type { ScriptText } from './script-text.ts';

/** The files that scripts may run or read, each parsed once, and which of them an analysis has to look into. */
export class ParsedFiles {
  readonly #read: (path: string) => SourceText | undefined;
  readonly #isTelling: (text: string) => boolean;
  readonly #parsed = new Map<string, ParsedScript>();
  readonly #known = new Map<string, SourceText | undefined>();
  readonly #mayTell = new Map<string, boolean>();

  /** `isTelling`: whether the analysis may find anything in a text. */
  constructor(
    read: (path: string) => SourceText | undefined,
    isTelling: (text: string) => boolean = () => true,
  ) {
    this.#read = read;
    this.#isTelling = isTelling;
  }

  read(path: string): SourceText | undefined {
    if (!this.#known.has(path)) this.#known.set(path, this.#read(path));
    return this.#known.get(path);
  }

  parse(script: Pick<ScriptText, 'masked'>): ParsedScript {
    const known = this.#parsed.get(script.masked);
    if (known !== undefined) return known;
    const parsed = parse(script.masked);
    this.#parsed.set(script.masked, parsed);
    return parsed;
  }

  /** Whether the analysis may find anything in a file, or in one that it runs. */
  mayTell(path: string): boolean {
    const known = this.#mayTell.get(path);
    if (known !== undefined) return known;
    // While it is looked at: a file that runs itself tells nothing by that.
    this.#mayTell.set(path, false);
    const source = this.read(path);
    const tells = source !== undefined && (this.#isTelling(source.text) || this.#leadsOn(source));
    this.#mayTell.set(path, tells);
    return tells;
  }

  /** Whether a script names a file of which that is true; `directory` is where it is run. */
  namesTelling(script: Pick<ScriptText, 'masked'>, directory: string): boolean {
    const { files, directories } = scriptReferences(this.parse(script));
    for (const file of files)
      for (const place of ['', directory, ...directories]) {
        const path = normalPath(`${place}/${file}`);
        if (path !== undefined && path !== '' && this.mayTell(path)) return true;
      }
    return false;
  }

  #leadsOn({ path, text }: SourceText): boolean {
    const directory = path.slice(0, Math.max(0, path.lastIndexOf('/')));
    // A makefile's recipes read as a script well enough to see what they name.
    return this.namesTelling({ masked: text }, directory);
  }
}
