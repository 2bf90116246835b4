import { median } from 'simple-statistics';
import type { Check } from '../claims/check.ts';
import { durationWords } from './duration-words.ts';
import { type Evidence, evidence, needsRuns, type Verdict } from './evidence.ts';
import { fallOfMedians } from './fall-of-medians.ts';
import { timeOf } from './latest-attempts.ts';
import type { BeforeAndAfter, Comparison, SampleSummary } from './picture.ts';
import { type TimeSample, timeSamples } from './time-samples.ts';
import type { WeighInput } from './weigh-input.ts';

/** So many commits are needed before and after the start: fewer say more of chance than of the change. */
const neededSamples = 10;

type TimeCheck = Extract<Check, { kind: 'time-fell' }>;

/** Whether the time that workflows run fell by the share that is claimed, before against after the sprint's start. */
export function weighTime(check: TimeCheck, { facts, started }: WeighInput): Evidence[] {
  const unknown = (detail: string): Evidence[] => [evidence(check.kind, 'unknown', detail)];
  if (facts?.runs === undefined) return unknown(needsRuns);
  const start = started === undefined ? Number.NaN : timeOf(`${started}T00:00:00Z`);
  if (Number.isNaN(start)) return unknown('no start is known to compare with: set `started` in the policy');
  const samples = timeSamples(facts.runs, check.paths);
  const { before = [], after = [] } = Object.groupBy(samples, ({ createdAt }) =>
    createdAt < start ? 'before' : 'after',
  );
  const short = shortage(before.length, 'before') ?? shortage(after.length, 'after');
  if (short !== undefined) return unknown(`not enough runs yet: ${short} ${started}`);
  const running = fallOfMedians(
    before.map((sample) => sample.running),
    after.map((sample) => sample.running),
  );
  if (running === undefined) return unknown('the runs before took no time that could be measured');
  const queueing = { before: queueingOf(before), after: queueingOf(after) };
  return [
    evidence(check.kind, verdictOf(check, running), detailOf(running, queueing), {
      url: runsPage(facts.repositoryUrl, check.paths),
      picture: { kind: 'time', workflows: check.paths, running, queueing },
    }),
  ];
}

/** Where the runs that were compared are listed. */
function runsPage(repositoryUrl: string, [path, ...others]: readonly string[]): string {
  const file = path?.split('/').at(-1);
  return file === undefined || others.length > 0
    ? `${repositoryUrl}/actions`
    : `${repositoryUrl}/actions/workflows/${encodeURIComponent(file)}`;
}

function shortage(count: number, when: 'before' | 'after'): string | undefined {
  return count >= neededSamples ? undefined : `${count} of ${neededSamples} ${when}`;
}

function queueingOf(samples: readonly TimeSample[]): SampleSummary {
  return { count: samples.length, median: median(samples.map(({ queueing }) => queueing)) };
}

/**
 * "By about 30 %" holds where the median fell by that much and the interval leaves no doubt that it fell; "at least"
 * holds where the whole interval is above. It fails where the whole interval is below.
 */
function verdictOf({ from, reading }: TimeCheck, { fall, interval }: Comparison): Verdict {
  if (interval.high < from) return 'fails';
  const holds = reading === 'strict' ? interval.low >= from : fall >= from && interval.low > 0;
  return holds ? 'holds' : 'unknown';
}

function detailOf(running: Comparison, queueing: BeforeAndAfter): string {
  const { before, after, interval } = running;
  return (
    `running time ${direction(running.fall)} (95 % interval ${percent(interval.low)} to ${percent(interval.high)}): ` +
    `median ${durationWords(before.median)} of ${before.count} commits before, ` +
    `${durationWords(after.median)} of ${after.count} after; waiting for a runner, apart from that: ` +
    `median ${durationWords(queueing.before.median)} before, ${durationWords(queueing.after.median)} after`
  );
}

function direction(fall: number): string {
  return fall >= 0 ? `fell by ${percent(fall)}` : `rose by ${percent(-fall)}`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
