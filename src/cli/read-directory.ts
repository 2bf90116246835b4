import { closeSync, constants, fstatSync, lstatSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isWorkflowPath, type Tree, type TreeEntry } from '../core/audit/tree.ts';
import { decodeEntry, largestFile } from './decode-entry.ts';
import { LazyTree } from './lazy-tree.ts';
import { UserError } from './user-error.ts';

const workflowFolder = '.github/workflows';

/** The files of a directory as they are on disk. Throws a `UserError` where there is no such directory. */
export function readDirectory(root: string): Tree {
  const kind = kindOf(root);
  if (kind === undefined) throw new UserError(`there is no directory ${root}`);
  // The person may well stand behind a symbolic link; only inside of a repository git doesn't follow them.
  if (kind !== 'directory' && kind !== 'link') throw new UserError(`${root} is not a directory`);
  const read = (path: string) => readEntry(root, path);
  const workflows = workflowNames(root).flatMap((name) => read(`${workflowFolder}/${name}`) ?? []);
  return new LazyTree(workflows, read);
}

function workflowNames(root: string): string[] {
  for (const folder of ['.github', workflowFolder]) {
    const kind = kindOf(join(root, folder));
    if (kind === 'link') throw new UserError(`${folder} is a symbolic link, which GitHub does not follow`);
    if (kind !== 'directory') return [];
  }
  return readdirSync(join(root, workflowFolder))
    .filter((name) => isWorkflowPath(`${workflowFolder}/${name}`))
    .sort();
}

/** Reads one file below the root, without following symbolic links. */
export function readEntry(root: string, path: string): TreeEntry | undefined {
  const file = join(root, path);
  const unreadable = (why: string): TreeEntry => ({
    kind: 'unreadable',
    path,
    id: `unreadable: ${why}`,
    why,
  });
  const parents = path.split('/').map((_, index, parts) => parts.slice(0, index).join('/'));
  if (parents.some((parent) => parent !== '' && kindOf(join(root, parent)) !== 'directory')) return undefined;
  const kind = kindOf(file);
  if (kind === undefined) return undefined;
  if (kind === 'directory') return unreadable('it is a directory');
  if (kind === 'link') return unreadable('it is a symbolic link, which GitHub does not follow');
  if (kind !== 'file') return unreadable('it is not a regular file');
  try {
    return readRegularFile(file, path) ?? unreadable(`it is larger than ${largestFile / 1024 / 1024} MiB`);
  } catch (error) {
    return unreadable(`it cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown error'})`);
  }
}

function readRegularFile(file: string, path: string): TreeEntry | undefined {
  const descriptor = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    if (fstatSync(descriptor).size > largestFile) return undefined;
    return decodeEntry(path, readFileSync(descriptor));
  } finally {
    closeSync(descriptor);
  }
}

function kindOf(file: string): 'file' | 'directory' | 'link' | 'other' | undefined {
  const stat = lstatSync(file, { throwIfNoEntry: false });
  if (stat === undefined) return undefined;
  if (stat.isSymbolicLink()) return 'link';
  if (stat.isDirectory()) return 'directory';
  return stat.isFile() ? 'file' : 'other';
}
