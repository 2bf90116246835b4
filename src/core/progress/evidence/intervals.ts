import type { DrawnJob, Interval } from './picture.ts';

/** Intervals without overlaps, in order, that cover the same time. */
export function unionOf(intervals: readonly Interval[]): Interval[] {
  const union: { start: number; end: number }[] = [];
  for (const { start, end } of intervals.toSorted((a, b) => a.start - b.start)) {
    const last = union.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else if (end > start) union.push({ start, end });
  }
  return union;
}

/** How long the intervals last together, time that they share counted once. */
export function lengthOf(intervals: readonly Interval[]): number {
  return unionOf(intervals).reduce((sum, { start, end }) => sum + end - start, 0);
}

/** How long jobs ran on at least so many different runners at once, in milliseconds. */
export function timeAtOnce(jobs: readonly DrawnJob[], runners: number): number {
  const edges = [...new Set(jobs.flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b);
  let total = 0;
  for (const [at, start] of edges.entries()) {
    const end = edges[at + 1];
    if (end === undefined) break;
    const busy = new Set(
      jobs.filter((job) => job.start <= start && job.end >= end).map(({ runner }) => runner),
    );
    if (busy.size >= runners) total += end - start;
  }
  return total;
}
