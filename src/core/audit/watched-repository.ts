import type { Repository } from './repository.ts';

/** What was read of a repository: its properties as they were, and its files' texts (undefined where there was none). */
export interface Reads {
  readonly properties: ReadonlyMap<Property, unknown>;
  readonly files: ReadonlyMap<string, string | undefined>;
}

type Property = Exclude<keyof Repository, 'file'>;

/** A repository that notes what is read of it. Only what is asked of this very object is noted. */
export class WatchedRepository implements Repository {
  readonly #repository: Repository;
  readonly #properties = new Map<Property, unknown>();
  readonly #files = new Map<string, string | undefined>();

  constructor(repository: Repository) {
    this.#repository = repository;
  }

  /** What was read so far. */
  get reads(): Reads {
    return { properties: this.#properties, files: this.#files };
  }

  get workflows() {
    return this.#noted('workflows');
  }

  get policy() {
    return this.#noted('policy');
  }

  get visibility() {
    return this.#noted('visibility');
  }

  get remoteActions() {
    return this.#noted('remoteActions');
  }

  file(path: string) {
    const file = this.#repository.file(path);
    this.#files.set(path, file?.text);
    return file;
  }

  #noted<Name extends Property>(name: Name): Repository[Name] {
    const value = this.#repository[name];
    this.#properties.set(name, value);
    return value;
  }
}

/** Whether who reads the same of this repository finds the same: equal texts of files, the very same properties. */
export function holdsFor({ properties, files }: Reads, repository: Repository): boolean {
  for (const [name, value] of properties) if (repository[name] !== value) return false;
  let holds = true;
  // All of them are asked for, as who looks them up anew does: whoever reads for us learns of them by that.
  for (const [path, text] of files) holds = repository.file(path)?.text === text && holds;
  return holds;
}
