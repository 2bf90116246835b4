import type { Tree, TreeEntry } from '../core/audit/tree.ts';

/** Reads one file by its path from the root; undefined where there is none. */
export type ReadEntry = (path: string) => TreeEntry | undefined;

/**
 * A tree that has its workflows at hand and reads any other file (a script, a makefile, an action's manifest) when a
 * rule first asks for it: a checkout may hold a hundred thousand files of which an audit wants three.
 */
export class LazyTree extends Map<string, TreeEntry> implements Tree {
  readonly #read: ReadEntry;
  readonly #absent = new Set<string>();

  constructor(workflows: readonly TreeEntry[], read: ReadEntry) {
    super(workflows.map((entry) => [entry.path, entry]));
    this.#read = read;
  }

  override get(path: string): TreeEntry | undefined {
    const kept = super.get(path);
    if (kept !== undefined || this.#absent.has(path) || !staysInside(path)) return kept;
    const entry = this.#read(path);
    if (entry === undefined) this.#absent.add(path);
    else this.set(path, entry);
    return entry;
  }
}

/** Paths come from workflows: none may lead out of the repository. */
function staysInside(path: string): boolean {
  return path !== '' && !path.includes('\0') && !path.startsWith('/') && !path.split('/').includes('..');
}
