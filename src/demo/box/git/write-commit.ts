import { runGit } from './run-git.ts';

/** What a path becomes: text or bytes, a symbolic link, an executable, a submodule; null takes the path away. */
export type FileChange =
  | string
  | Buffer
  | { readonly link: string }
  | { readonly executable: string }
  | { readonly submodule: string }
  | null;

/** A commit to write on a branch. */
export interface NewCommit {
  /** Without `refs/heads/`. */
  readonly branch: string;
  readonly files: Readonly<Record<string, FileChange>>;
  readonly message: string;
  /** The commit's parents, first parent first; none starts a history of its own. */
  readonly parents: readonly string[];
  readonly author: { readonly name: string; readonly email: string };
  readonly date: Date;
}

/** Writes a commit and moves its branch there (forced, if need be); returns the commit's oid. */
export async function writeCommit(directory: string, commit: NewCommit): Promise<string> {
  const stream = Buffer.concat([...commitHead(commit), ...Object.entries(commit.files).flatMap(change)]);
  const output = await runGit(
    directory,
    ['fast-import', '--quiet', '--force', '--done'],
    Buffer.concat([stream, Buffer.from('\nget-mark :1\ndone\n')]),
  );
  return output.toString().trim();
}

function commitHead(commit: NewCommit): Buffer[] {
  const who = `${commit.author.name} <${commit.author.email}> ${Math.floor(commit.date.getTime() / 1000)} +0000`;
  const [from, ...merged] = commit.parents;
  const lines = [`commit refs/heads/${commit.branch}\nmark :1\nauthor ${who}\ncommitter ${who}\n`];
  const after = [from && `from ${from}\n`, ...merged.map((parent) => `merge ${parent}\n`)].filter(Boolean);
  return [Buffer.from(lines.join('')), data(Buffer.from(`${commit.message}\n`)), Buffer.from(after.join(''))];
}

function change([path, to]: [string, FileChange]): Buffer[] {
  const name = `"${path.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n')}"`;
  if (to === null) return [Buffer.from(`D ${name}\n`)];
  if (typeof to === 'object' && 'submodule' in to) return [Buffer.from(`M 160000 ${to.submodule} ${name}\n`)];
  const [mode, bytes] = content(to);
  return [Buffer.from(`M ${mode} inline ${name}\n`), data(bytes)];
}

function content(to: Exclude<FileChange, null | { submodule: string }>): [string, Buffer] {
  if (Buffer.isBuffer(to)) return ['100644', to];
  if (typeof to === 'string') return ['100644', Buffer.from(to)];
  return 'link' in to ? ['120000', Buffer.from(to.link)] : ['100755', Buffer.from(to.executable)];
}

function data(bytes: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`data ${bytes.length}\n`), bytes, Buffer.from('\n')]);
}
