import type { LostWork } from '../audit/finding.ts';
import type { Span } from '../source/source-text.ts';
import { type LabelSet, labelSetKey, showLabelSet } from '../workflow/label-set.ts';
import type { Workflow } from '../workflow/model.ts';
import type { Redundant } from './choose-survivors.ts';
import type { LostPiece } from './compare-work.ts';
import { type Loss, lostStarts, type Surroundings } from './lost-starts.ts';
import type { Leg, Work } from './work.ts';

/**
 * What deleting a redundant workflow would lose: steps, legs of its matrices, ways to start it and runners, each with
 * its line.
 */
export function describeLoss(workflow: Workflow, redundant: Redundant, around: Surroundings): LostWork[] {
  const { work, survivors, cover } = redundant;
  const at = (what: string, { start }: Span): LostWork => ({
    path: workflow.path,
    line: workflow.source.positionAt(start).line,
    what,
  });
  const lost = [
    ...lostSteps(cover.lost).map(({ what, span }) => at(what, span)),
    ...lostStarts(workflow, redundant, around).map(({ what, span }) => at(what, span)),
    ...lostRunners(work, survivors).map(({ what, span }) => at(what, span)),
  ];
  const seen = new Set<string>();
  return lost.filter(({ line, what }) => {
    const key = `${line} ${what}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** Each piece once, with the legs on which it is lost where those are not all; chatter, where nothing else is lost. */
function lostSteps(lost: readonly LostPiece[]): Loss[] {
  const telling = lost.filter(({ piece }) => piece.telling !== 'upkeep');
  const written = Map.groupBy(telling.length > 0 ? telling : lost, ({ job, piece }) =>
    [job.id, piece.span.start, piece.what].join('\n'),
  );
  return [...written.values()].flatMap((losses) => {
    const [first] = losses;
    if (first === undefined) return [];
    const { what, span } = first.piece;
    const said = losses.every(({ weaker }) => weaker) ? `the failure where \`${what}\` fails` : `\`${what}\``;
    return [{ what: [said, ...onLegs(losses)].join(' '), span }];
  });
}

/** Says on which legs of a matrix something is lost: nothing where it is lost on all of them. */
function onLegs(losses: readonly LostPiece[]): string[] {
  const [first] = losses;
  const all = first?.job.legs ?? [];
  const legs = all.filter((leg) => losses.some((loss) => loss.leg === leg));
  if (first === undefined || legs.length === all.length) return [];
  if (legs.length === 1 && first.leg.name !== '') return [`(${first.leg.name})`];
  return [`(on ${countOf(legs)} of ${countOf(all)} matrix legs)`];
}

function countOf(legs: readonly Leg[]): number {
  return legs.reduce((sum, { count }) => sum + count, 0);
}

function lostRunners(work: Work, survivors: readonly Work[]): Loss[] {
  const kept = survivors.flatMap(runnersOf).map(({ runner }) => runner);
  return runnersOf(work)
    .filter(({ runner }) => asksForOne(runner) && !kept.some((other) => standsFor(other, runner)))
    .map(({ runner, job }) => ({
      what: `the runner ${showLabelSet(runner)} of job ${job.id}`,
      span: job.span,
    }));
}

function asksForOne({ labels, group }: LabelSet): boolean {
  return labels.length > 0 || group !== undefined;
}

/** The same labels, or GitHub's own runners of one system where only one of the two names its version. */
function standsFor(other: LabelSet, runner: LabelSet): boolean {
  if (labelSetKey(other) === labelSetKey(runner)) return true;
  const [system, version] = hostedImage(runner);
  const [otherSystem, otherVersion] = hostedImage(other);
  return (
    system !== undefined && system === otherSystem && (version === 'latest' || otherVersion === 'latest')
  );
}

function hostedImage({ labels }: LabelSet): readonly (string | undefined)[] {
  const match =
    labels.length === 1 ? /^(ubuntu|windows|macos)-(latest|[\d.]+)$/i.exec(labels[0] ?? '') : null;
  return [match?.[1]?.toLowerCase(), match?.[2]?.toLowerCase()];
}

function runnersOf(work: Work) {
  return work.jobs.flatMap((job) => job.legs.map((leg) => ({ job, runner: leg.runner })));
}
