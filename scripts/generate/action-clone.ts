import { execFileSync } from 'node:child_process';
import { posix } from 'node:path';

/** A ref at which an action is used, by the name that a workflow writes after `@`. */
export interface ActionRef {
  readonly name: string;
  readonly commit: string;
}

const version = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?$/;
const majorBranch = /^(?:release\/)?v?\d+$/;

/** A git clone of a repository of actions, with or without a work tree: only its objects and refs are read. */
export class ActionClone {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** The default branch, each major version's tag or branch, and of a major without one its newest release. */
  refs(): readonly ActionRef[] {
    const all = this.#allRefs();
    const chosen = new Map<string, ActionRef>();
    const newest = new Map<string, ActionRef>();
    for (const ref of all) {
      const [, major] = version.exec(ref.name) ?? [];
      if (majorBranch.test(ref.name)) chosen.set(ref.name, ref);
      else if (major !== undefined && isNewer(ref, newest.get(major))) newest.set(major, ref);
    }
    const covered = new Set([...chosen.keys()].map((name) => /\d+$/.exec(name)?.[0]));
    for (const [major, ref] of newest) if (!covered.has(major)) chosen.set(ref.name, ref);
    const branch = this.#git('symbolic-ref', '--short', 'HEAD').trim();
    chosen.set(branch, { name: branch, commit: this.#git('rev-parse', 'HEAD').trim() });
    return [...chosen.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** Paths of all manifests of actions at a commit. */
  manifests(commit: string): readonly string[] {
    return this.#paths(commit).filter((path) => /^action\.ya?ml$/.test(posix.basename(path)));
  }

  /** Paths of what may be run at a commit: scripts, and files whose name tells nothing. */
  programs(commit: string): readonly string[] {
    return this.#paths(commit).filter((path) =>
      /^[^.]+(?:\.(?:[cm]?[jt]s|ps1|py|rb|(?:ba)?sh))?$/.test(posix.basename(path)),
    );
  }

  #paths(commit: string): readonly string[] {
    return this.#git('ls-tree', '-r', '--name-only', '-z', commit).split('\0');
  }

  /** Undefined where the commit has no such file. */
  text(commit: string, path: string): string | undefined {
    try {
      return this.#git('show', `${commit}:${path}`);
    } catch {
      return undefined;
    }
  }

  #allRefs(): readonly ActionRef[] {
    const format = '%(refname) %(objectname) %(*objectname)';
    const lines = this.#git(
      'for-each-ref',
      `--format=${format}`,
      'refs/heads',
      'refs/remotes/origin',
      'refs/tags',
    );
    return lines
      .trim()
      .split('\n')
      .map((line) => {
        const [name = '', object = '', tagged] = line.split(' ');
        return {
          name: name.replace(/^refs\/(?:heads|tags|remotes\/origin)\//, ''),
          commit: tagged || object,
        };
      });
  }

  #git(...words: string[]): string {
    return execFileSync('git', ['-C', this.#directory, ...words], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      maxBuffer: 1 << 28,
    });
  }
}

function isNewer(ref: ActionRef, than: ActionRef | undefined): boolean {
  if (than === undefined) return true;
  const [mine, theirs] = [ref, than].map(({ name }) =>
    (version.exec(name) ?? []).slice(1).map((part) => Number(part ?? 0)),
  );
  for (const [at, part] of (mine ?? []).entries()) {
    const other = theirs?.[at] ?? 0;
    if (part !== other) return part > other;
  }
  return false;
}
