import { type ParsedScript, parse } from 'unbash';
import { remembered } from '../remembered.ts';
import type { SourceText } from '../source/source-text.ts';
import { normalPath } from './paths.ts';
import { mayReferToFiles, type ScriptReferences, scriptReferences } from './script-references.ts';
import { type ScriptText, scriptOfFile } from './script-text.ts';

// Many workflows of a repository run the same files.
const parsedFile = remembered((source: SourceText) => parse(scriptOfFile(source).masked));
// A makefile's recipes read as a script well enough to see what they name.
const referencesOf = remembered((source: SourceText) =>
  mayReferToFiles(source.text) ? scriptReferences(parsedFile(source)) : undefined,
);

/** The files that scripts may run or read, each parsed once, and which of them an analysis has to look into. */
export class ParsedFiles {
  readonly #read: (path: string) => SourceText | undefined;
  readonly #isTelling: (source: SourceText) => boolean;
  readonly #parsed = new Map<string, ParsedScript>();
  readonly #known = new Map<string, SourceText | undefined>();
  readonly #mayTell = new Map<string, boolean>();

  /** `isTelling`: whether the analysis may find anything in a file. */
  constructor(
    read: (path: string) => SourceText | undefined,
    isTelling: (source: SourceText) => boolean = () => true,
  ) {
    this.#read = read;
    this.#isTelling = isTelling;
  }

  read(path: string): SourceText | undefined {
    if (!this.#known.has(path)) this.#known.set(path, this.#read(path));
    return this.#known.get(path);
  }

  parse(script: Pick<ScriptText, 'masked'> & Partial<ScriptText>): ParsedScript {
    const { source, original } = script;
    if (source !== undefined && source.text === original) return parsedFile(source);
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
    const tells = source !== undefined && (this.#isTelling(source) || this.#leadsOn(source));
    this.#mayTell.set(path, tells);
    return tells;
  }

  /** Whether a script names a file of which that is true; `directory` is where it is run. */
  namesTelling(script: string, directory: string): boolean {
    return (
      mayReferToFiles(script) && this.anyTells(scriptReferences(this.parse({ masked: script })), directory)
    );
  }

  /** Whether that is true of any file that is referred to from a directory. */
  anyTells({ files, directories }: ScriptReferences, directory: string): boolean {
    for (const file of files)
      for (const place of ['', directory, ...directories]) {
        const path = normalPath(`${place}/${file}`);
        if (path !== undefined && path !== '' && this.mayTell(path)) return true;
      }
    return false;
  }

  #leadsOn(source: SourceText): boolean {
    const references = referencesOf(source);
    const directory = source.path.slice(0, Math.max(0, source.path.lastIndexOf('/')));
    return references !== undefined && this.anyTells(references, directory);
  }
}
