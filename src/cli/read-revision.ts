import { execFileSync } from 'node:child_process';
import { isWorkflowPath, type Tree, type TreeEntry } from '../core/audit/tree.ts';
import { decodeEntry, largestFile } from './decode-entry.ts';
import { LazyTree } from './lazy-tree.ts';
import { UserError } from './user-error.ts';

const workflowFolder = '.github/workflows';

/** The files below a directory of a git checkout at a revision. Throws a `UserError` where git knows no such thing. */
export function readRevision(directory: string, revision: string): Tree {
  const git = gitIn(directory);
  const commit = resolveCommit(git, directory, revision);
  const listed = listEntries(git, commit, `${workflowFolder}/`).filter(({ path }) => isWorkflowPath(path));
  const texts = readBlobs(git, listed);
  const read = (path: string) => {
    const [found] = listEntries(git, commit, path);
    return found && found.path === path ? readBlobs(git, [found])[0] : undefined;
  };
  return new LazyTree(texts, read);
}

type Git = (args: readonly string[], input?: string) => Buffer;

function gitIn(directory: string): Git {
  // A hook runs with GIT_DIR and the like set, relative to another directory.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_')));
  return (args, input) => {
    try {
      return execFileSync('git', ['-C', directory, ...args], {
        env: { ...env, LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0' },
        maxBuffer: 1 << 30,
        stdio: ['pipe', 'pipe', 'pipe'],
        input: input ?? '',
      });
    } catch (error) {
      throw new UserError(`git ${args[0]} failed: ${whyGitFailed(error)}`);
    }
  };
}

function whyGitFailed(error: unknown): string {
  const { code, stderr } = error as { readonly code?: unknown; readonly stderr?: unknown };
  if (code === 'ENOENT') return 'git is not installed';
  return String(stderr ?? '').split('\n', 1)[0] || String(error);
}

function resolveCommit(git: Git, directory: string, revision: string): string {
  try {
    git(['rev-parse', '--git-dir']);
  } catch (error) {
    const { message } = error as UserError;
    throw new UserError(`--base needs a git repository, and ${directory} is in none (${message})`);
  }
  try {
    return git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`])
      .toString()
      .trim();
  } catch {
    throw new UserError(`git knows no revision ${JSON.stringify(revision)} (--base)`);
  }
}

interface Listed {
  readonly mode: string;
  readonly id: string;
  readonly size: number;
  readonly path: string;
}

function listEntries(git: Git, commit: string, path: string): Listed[] {
  const rows = git(['ls-tree', '-l', '-z', commit, '--', path]).toString().split('\0');
  return rows.flatMap((row) => {
    const match = /^(\d+) \w+ (\w+) +(\d+|-)\t(.+)$/s.exec(row);
    if (match === null) return [];
    const [, mode = '', id = '', size = '', name = ''] = match;
    return [{ mode, id, size: Number(size) || 0, path: name }];
  });
}

function readBlobs(git: Git, listed: readonly Listed[]): TreeEntry[] {
  const whys = new Map(listed.map((entry) => [entry, whyUnreadable(entry)]));
  const wanted = listed.filter((entry) => whys.get(entry) === undefined);
  const bytes = batchContents(
    git,
    wanted.map(({ id }) => id),
  );
  return listed.flatMap((entry): TreeEntry[] => {
    const { path, id } = entry;
    const why = whys.get(entry);
    if (why !== undefined) return [{ kind: 'unreadable', path, id, why }];
    const content = bytes.get(id);
    return content
      ? [decodeEntry(path, content)]
      : [{ kind: 'unreadable', path, id, why: 'git does not have it' }];
  });
}

/** git's modes of a tree's entries. */
function whyUnreadable({ mode, size }: Listed): string | undefined {
  if (mode === '040000') return 'it is a directory';
  if (mode === '120000') return 'it is a symbolic link, which GitHub does not follow';
  if (mode === '160000') return 'it is a submodule';
  return size > largestFile ? `it is larger than ${largestFile / 1024 / 1024} MiB` : undefined;
}

/** `git cat-file --batch` answers each id with a header, the bytes and a line break; or with `<id> missing`. */
function batchContents(git: Git, ids: readonly string[]): Map<string, Uint8Array> {
  const contents = new Map<string, Uint8Array>();
  if (ids.length === 0) return contents;
  const output = git(['cat-file', '--batch'], `${ids.join('\n')}\n`);
  let at = 0;
  while (at < output.length) {
    const end = output.indexOf('\n', at);
    const [id = '', kind = '', size = ''] = output.subarray(at, end).toString().split(' ');
    at = end + 1;
    if (kind === 'missing') continue;
    contents.set(id, output.subarray(at, at + Number(size)));
    at += Number(size) + 1;
  }
  return contents;
}
