import type { GitRepository } from './git-repository.ts';

/** A file that differs between two trees. */
export interface ChangedFile {
  readonly path: string;
  /** Where a rename came from. */
  readonly previousPath?: string;
  readonly status: 'added' | 'removed' | 'modified' | 'renamed';
  /** The blob at the head; at the base for a removed file. */
  readonly oid: string;
  readonly additions: number;
  readonly deletions: number;
  /** The hunks of the unified diff; undefined for a binary file. */
  readonly patch: string | undefined;
}

const statuses: Record<string, ChangedFile['status']> = { A: 'added', D: 'removed', R: 'renamed' };

/** The files that differ between two commits, as GitHub lists them: renames found, sorted by path. */
export async function changedFiles(git: GitRepository, base: string, head: string): Promise<ChangedFile[]> {
  const flags = ['--find-renames', '--no-color', '--no-ext-diff', '--full-index'];
  const [raw, patch] = await Promise.all([
    git.run('diff', ...flags, '--raw', '-z', '--no-abbrev', base, head),
    git.run('diff', ...flags, '--patch', base, head),
  ]);
  const patches = patch.split(/^(?=diff --git )/m).filter((part) => part.startsWith('diff --git '));
  return rawEntries(raw).map((entry, index) => ({ ...entry, ...hunks(patches[index] ?? '') }));
}

function rawEntries(raw: string): Pick<ChangedFile, 'path' | 'previousPath' | 'status' | 'oid'>[] {
  const fields = raw.split('\0');
  const entries: ReturnType<typeof rawEntries> = [];
  for (let at = 0; fields[at]?.startsWith(':'); ) {
    const [, , before = '', after = '', letter = ''] = (fields[at] ?? '').split(' ');
    const status = statuses[letter[0] ?? ''] ?? 'modified';
    const first = fields[at + 1] ?? '';
    const renamed = status === 'renamed';
    entries.push({
      path: renamed ? (fields[at + 2] ?? '') : first,
      ...(renamed ? { previousPath: first } : {}),
      status,
      oid: status === 'removed' ? before : after,
    });
    at += renamed ? 3 : 2;
  }
  return entries;
}

function hunks(diff: string): Pick<ChangedFile, 'additions' | 'deletions' | 'patch'> {
  const start = diff.search(/^@@ /m);
  if (start < 0) return { additions: 0, deletions: 0, patch: undefined };
  const patch = diff.slice(start).replace(/\n$/, '');
  const lines = patch.split('\n');
  return {
    additions: lines.filter((line) => line.startsWith('+')).length,
    deletions: lines.filter((line) => line.startsWith('-')).length,
    patch,
  };
}
