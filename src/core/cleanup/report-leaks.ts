import type { Offence, Place } from '../rules/rule.ts';
import { outermost, type ShellPlace } from '../shell/script-text.ts';
import type { SourceText } from '../source/source-text.ts';
import type { Job, Step, Workflow } from '../workflow/model.ts';
import { type FoundLeak, mergedOffence, removalsElsewhere, type ScenarioRun } from './across-scenarios.ts';
import type { RemovalSeen } from './container-domain.ts';
import { describeLeak, isInWorkflow, nameOfContainer } from './describe-leak.ts';
import type { JobRun } from './job-run.ts';
import { type Leak, leaksOf } from './leak.ts';
import { isAlways, remedyFor } from './remedy-for.ts';
import type { Runtime } from './runtime.ts';

/** Where the leaks were found, and whose containers count. */
export interface LeakScope {
  readonly workflow: Workflow;
  readonly job: Job;
  readonly counts: ReadonlySet<Runtime>;
}

/** One offence for each container that a job may leave behind, at the command of the workflow that makes it. */
export function* reportLeaks(runs: readonly ScenarioRun[], scope: LeakScope): Iterable<Offence> {
  if (runs.some(({ run }) => run.incomplete)) {
    // A removal may stand where it was not come to.
    yield tooMuch(scope.job);
    return;
  }
  const found = new Map<string, FoundLeak[]>();
  for (const { scenario, run } of runs)
    for (const leak of leaksOf(run.flow)) {
      if (!scope.counts.has(leak.container.made.runtime)) continue;
      const offence = offenceOf(leak, { run, others: runs }, scope);
      const key = `${offence.step?.index} ${offence.key}`;
      const known = found.get(key) ?? [];
      // Within one scenario the first one counts.
      if (known.some((one) => one.scenario === scenario)) continue;
      found.set(key, [...known, { scenario, offence, container: leak.container }]);
    }
  for (const leaks of found.values()) yield mergedOffence(leaks, runs);
}

function tooMuch(job: Job): Offence {
  return {
    at: job.idSpan,
    message: 'The scripts of this job are too much to follow, so it is not known what containers it leaves.',
    key: 'incomplete',
    severity: 'note',
    job,
  };
}

interface Run {
  readonly run: JobRun;
  /** The job in all its scenarios: what removes the container in another one is worth a look. */
  readonly others: readonly ScenarioRun[];
}

function offenceOf(leak: Leak, { run: { domain }, others }: Run, { workflow, job }: LeakScope): Offence {
  const { container } = leak;
  const step = job.steps[container.step];
  const own = domain.removals.get(container.id) ?? [];
  const removals = own.length > 0 ? own : removalsElsewhere(container, others);
  const place = placeOf(outermost(container.at), workflow.source);
  const severity = severities[leak.kind];
  const remedy = remedyFor(leak, { removals, steps: job.steps, symbols: domain.symbols });
  return {
    at: place,
    message: describeLeak(leak, domain.symbols, own.length > 0),
    key: `${container.made.runtime} ${nameOfContainer(container, domain.symbols)}`,
    ...(severity && { severity }),
    ...(remedy && { remedy }),
    related: relatedPlaces(leak, removals, job.steps),
    job,
    ...(step && { step }),
  };
}

const severities: Partial<Record<Leak['kind'], 'warning' | 'note'>> = {
  'without-force': 'warning',
  'never-stopped': 'warning',
  'unread-options': 'note',
  'after-risk': 'note',
  'unread-cleanup': 'note',
};

function relatedPlaces(
  leak: Leak,
  removals: readonly RemovalSeen[],
  steps: readonly Step[],
): { at: Place; message: string }[] {
  const { container, causes } = leak;
  const related: { at: Place; message: string }[] = [];
  const note = (place: ShellPlace, message: string) => {
    const { source } = place.script;
    if (source !== undefined) related.push({ at: placeOf(place, source), message });
  };
  if (!isInWorkflow(container.at)) note(container.at, 'It is made here.');
  for (const cause of causes.values()) {
    if (cause.loss !== undefined) note(cause.loss.at, 'The EXIT trap is taken away here.');
    if (cause.lateTrap !== undefined)
      note(cause.lateTrap.at, 'The EXIT trap is set here, when the container is there already.');
  }
  const { risk } = leak.remaining.live;
  if (leak.kind === 'after-risk' && risk !== undefined) note(risk, 'This comes before the removal.');
  for (const removal of removals.slice(0, 3)) note(removal.at, describeRemoval(removal, leak, steps));
  return distinct(related);
}

/** What a removal is worth that doesn't remove the container on every way. */
function describeRemoval(removal: RemovalSeen, { kind, container }: Leak, steps: readonly Step[]): string {
  if (kind === 'without-force') return 'It is removed here, without force.';
  if (removal.inTrap) return 'An EXIT trap removes it here.';
  if (kind === 'after-risk') return 'It is removed here, if the script gets this far.';
  if (removal.step === container.step) return 'It is removed here, if the script gets this far.';
  const condition = steps[removal.step]?.if?.text.trim();
  if (isAlways(condition)) return 'It is removed here, if the script gets this far.';
  return condition === undefined || condition === ''
    ? 'It is removed here, but only after success.'
    : `It is removed here, but only where \`${condition}\` holds.`;
}

function distinct<T extends { readonly at: Place }>(places: readonly T[]): T[] {
  const seen = new Set<string>();
  return places.filter(({ at }) => {
    const key = `${at.source.path} ${at.span.start}`;
    return seen.has(key) ? false : seen.add(key);
  });
}

function placeOf(place: ShellPlace, source: SourceText): Place {
  return { source: place.script.source ?? source, span: place.script.locate(place.start, place.end) };
}
