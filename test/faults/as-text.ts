import type { FaultOutcome } from './run-faults.ts';
import type { Tally } from './weather.ts';

/** The counts, for people to read. */
export function asText({ counts, faults, kills, sigkills, seconds }: FaultOutcome): string {
  const { offences } = counts;
  const lines = [
    `deliveries that asked for something: ${counts.asking} (of ${counts.deliveries}; ${counts.attempts} attempts, ${counts.failedAttempts} failed)`,
    `faults of GitHub: ${sum(faults)} (${told(faults)})`,
    `SIGKILLs: ${sigkills} (by point, and processes that stood still: ${told(kills)})`,
    `check runs: ${counts.checkRuns}; comments: ${counts.comments}; reactions: ${counts.reactions}; given up and told: ${counts.givenUp}; seconds: ${seconds}`,
    `heads without exactly one completed check run: ${offences.heads.length} of ${counts.heads}`,
    `duplicate comments: ${offences.comments.length}`,
    `reactions twice: ${offences.reactions.length}`,
    `lost deliveries: ${offences.lost.length}`,
  ];
  const places = Object.entries(offences).flatMap(([kind, all]) =>
    (all as readonly string[]).slice(0, 20).map((place) => `  ${kind}: ${place}`),
  );
  return [...lines, ...places].join('\n');
}

/** Whether nothing is there that must not be. */
export function isClean({ counts: { offences } }: FaultOutcome): boolean {
  return Object.values(offences).every((all: readonly string[]) => all.length === 0);
}

function told(tally: Tally): string {
  return [...tally]
    .map(([kind, times]) => `${kind} ${times}`)
    .sort()
    .join(', ');
}

function sum(tally: Tally): number {
  return [...tally.values()].reduce((total, times) => total + times, 0);
}
