import type { RunFacts } from './facts.ts';

/** The runs with the latest attempt of each only, the newest run first. */
export function latestAttempts<Run extends Pick<RunFacts, 'id' | 'attempt' | 'createdAt'>>(
  runs: readonly Run[],
): Run[] {
  const latest = new Map<number, Run>();
  for (const run of runs) {
    const kept = latest.get(run.id);
    if (kept === undefined || run.attempt > kept.attempt) latest.set(run.id, run);
  }
  return [...latest.values()].toSorted((a, b) => timeOf(b.createdAt) - timeOf(a.createdAt) || b.id - a.id);
}

/** Milliseconds since 1970; NaN for what is no time. */
export function timeOf(timestamp: string): number {
  return Date.parse(timestamp);
}
