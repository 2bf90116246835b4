import { diffArrays } from 'diff';

/** Past this many differing lines no correspondence is sought: the answer would be slow to come and of little worth. */
const mostDifferences = 5_000;

/**
 * Maps lines (from 1) of one version of a file to those of another. A line that the other lacks goes to the nearest
 * line before it that both have. Undefined where the versions have next to nothing in common.
 */
export function moveLines(from: string, to: string): ((line: number) => number) | undefined {
  if (from === to) return (line) => line;
  const fromLines = from.split(/\r\n|\n|\r/);
  const toLines = to.split(/\r\n|\n|\r/);
  const changes = diffArrays(fromLines, toLines, { maxEditLength: mostDifferences });
  if (changes === undefined) return undefined;
  const moved: number[] = [];
  let there = 1;
  for (const { added, removed, count } of changes) {
    if (added) there += count;
    else
      for (let index = 0; index < count; index += 1)
        moved.push(removed ? Math.max(1, there - 1) : there + index);
    if (!added && !removed) there += count;
  }
  return (line) => moved[line - 1] ?? Math.max(1, Math.min(line, toLines.length));
}
