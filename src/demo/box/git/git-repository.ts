import { type GitContent, ObjectReader } from './object-reader.ts';
import { type Commit, parseCommit } from './parse-commit.ts';
import { runGit } from './run-git.ts';
import { type TreeEntry, treeEntries } from './tree-entries.ts';

/** A bare git repository on disk: what the box reads everything from. */
export class GitRepository {
  readonly directory: string;
  readonly objects: ObjectReader;

  constructor(directory: string) {
    this.directory = directory;
    this.objects = new ObjectReader(directory);
  }

  /** Creates an empty repository. */
  static async create(directory: string, defaultBranch: string): Promise<GitRepository> {
    await runGit(directory, ['init', '--quiet', '--bare', `--initial-branch=${defaultBranch}`]);
    return new GitRepository(directory);
  }

  /** Runs git here and returns its output as text. */
  async run(...args: string[]): Promise<string> {
    return (await runGit(this.directory, args)).toString('utf8');
  }

  /** The oid that a ref or any other name stands for. */
  async resolve(name: string): Promise<string | undefined> {
    return (await this.objects.look(name))?.oid;
  }

  /** The commit that a name stands for; tags are followed. */
  async commit(name: string): Promise<Commit | undefined> {
    const object = await this.objects.read(`${name}^{commit}`);
    return object?.type === 'commit' ? parseCommit(object) : undefined;
  }

  /** The entries of a tree; undefined where the name isn't a tree's (or a commit's). */
  async tree(name: string): Promise<readonly TreeEntry[] | undefined> {
    const object = await this.objects.read(name.includes(':') ? name : `${name}^{tree}`);
    return object?.type === 'tree' ? treeEntries(object.content) : undefined;
  }

  /** A file's bytes. */
  async blob(name: string): Promise<GitContent | undefined> {
    const object = await this.objects.read(name);
    return object?.type === 'blob' ? object : undefined;
  }

  /** Moves a ref, or makes it; undefined takes it away. */
  async setRef(ref: string, oid: string | undefined): Promise<void> {
    await (oid ? this.run('update-ref', ref, oid) : this.run('update-ref', '-d', ref));
  }

  /** Brings a commit and its history over from another repository. */
  async fetch(from: GitRepository, oid: string, ref: string): Promise<void> {
    await this.run('fetch', '--quiet', '--no-tags', from.directory, `+${oid}:${ref}`);
  }

  close(): void {
    this.objects.close();
  }
}
