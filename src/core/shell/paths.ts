import type { Point } from './shell-process.ts';

/** The names by which scripts call the root of the repository's checkout. */
const roots = new Set(['$GITHUB_WORKSPACE', `\${{ github.workspace }}`]);

/**
 * A path below the repository's root, `.` and `..` taken out, from one that a script names; undefined where it is not
 * known, or lies elsewhere. The root itself is empty.
 */
export function resolvePath<Facts>(path: string, { machine, shell }: Point<Facts>): string | undefined {
  const [first, ...rest] = machine.symbols.split(path);
  if (rest.some((piece) => typeof piece !== 'string')) return undefined;
  if (typeof first === 'object') {
    if (!roots.has(first.text)) return undefined;
    const below = rest.join('');
    return below === '' || below.startsWith('/') ? normalPath(below) : undefined;
  }
  if (first === undefined || first === '' || first.startsWith('/') || first.startsWith('~')) return undefined;
  return shell.cwd === undefined ? undefined : normalPath(`${shell.cwd}/${first}`);
}

/** The path without empty parts, `.` and `..`; undefined where it leads out of the root. */
export function normalPath(path: string): string | undefined {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}
