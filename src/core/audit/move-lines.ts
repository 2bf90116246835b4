import { diffArrays } from 'diff';

/** Past this many differing lines no correspondence is sought: the answer would be slow to come and of little worth. */
const mostDifferences = 2_000;

/** Where a line of one version of a file stands in another. */
interface MovedLine {
  readonly line: number;
  /** Whether the other version has that very line; otherwise it is the nearest before it. */
  readonly isSame: boolean;
}

/** Maps lines (from 1) of one version of a file to those of another. */
export type MoveLine = (line: number) => MovedLine;

/** Finds where the lines of one version of a file stand in another. Where next to nothing is common, they stay put. */
export function moveLines(from: string, to: string): MoveLine {
  if (from === to) return (line) => ({ line, isSame: true });
  const toLines = splitLines(to);
  const changes = diffArrays(splitLines(from), toLines, { maxEditLength: mostDifferences });
  const moved: MovedLine[] = [];
  let there = 1;
  for (const { added, removed, count } of changes ?? []) {
    if (added) {
      there += count;
      continue;
    }
    for (let index = 0; index < count; index += 1) {
      moved.push(
        removed ? { line: Math.max(1, there - 1), isSame: false } : { line: there + index, isSame: true },
      );
    }
    if (!removed) there += count;
  }
  return (line) => moved[line - 1] ?? { line: Math.max(1, Math.min(line, toLines.length)), isSame: false };
}

function splitLines(text: string): string[] {
  return text.split(/\r\n|\n|\r/);
}
