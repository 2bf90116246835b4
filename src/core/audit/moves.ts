import type { Job, Workflow } from '../workflow/model.ts';
import type { Identity } from './fingerprint.ts';
import type { Repository } from './repository.ts';
import { lineBag, pairBySimilarity } from './similarity.ts';
import { type StepPlaces, stepPlaces } from './step-places.ts';

/** Where the base's workflows and jobs went at the head. */
export interface Moves {
  /** The identity that a finding of the base has at the head, if it is still there. */
  translate(identity: Identity): Identity;
  /**
   * The place of a finding's step among those that base and head have both: equal for steps of which one may be the
   * other, rewritten. Undefined where the step itself is in both. The identity is that at the head.
   */
  placeOf(one: InStep, side: keyof StepPlaces): number | undefined;
}

/** What tells in which step a finding stands. */
interface InStep {
  readonly identity: Identity;
  /** From 0. */
  readonly stepIndex?: number | undefined;
}

/** From this similarity on, git calls a file renamed; a job needs more, since jobs are alike by nature. */
const renamedFile = 0.5;
const movedJob = 0.7;

/** Finds renamed files (equal content first, then similar) and jobs that were renamed or went to another file. */
export function findMoves(base: Repository, head: Repository): Moves {
  const files = renamedFiles(base.workflows, head.workflows);
  const pathOf = (path: string) => files.get(path) ?? path;
  const jobs = movedJobs(base, head, pathOf);
  const known = new Map<string, StepPlaces | undefined>();
  let oldJobs: ReadonlyMap<string, Job> | undefined;
  let newJobs: JobsByName | undefined;
  const moves: Moves = {
    translate(identity) {
      const home = identity.via ?? identity.path;
      const moved = identity.job === undefined ? undefined : jobs.get(jobName(pathOf(home), identity.job));
      const [newHome, newJob] = moved === undefined ? [pathOf(home), identity.job] : splitJobName(moved);
      if (newHome === home && newJob === identity.job) return identity;
      return identity.via === undefined
        ? { ...identity, path: newHome, job: newJob }
        : { ...identity, via: newHome, job: newJob };
    },
    placeOf({ identity, stepIndex }, side) {
      if (identity.job === undefined || stepIndex === undefined) return undefined;
      return places(jobName(identity.via ?? identity.path, identity.job))?.[side].get(stepIndex);
    },
  };
  return moves;

  /** Each job is looked at once, and only where something was found in it that is not there in both. */
  function places(name: string): StepPlaces | undefined {
    oldJobs ??= jobsByNewName(base, moves);
    newJobs ??= jobsOf(head.workflows, (path) => path);
    if (!known.has(name)) {
      const [from, to] = [oldJobs.get(name), newJobs.get(name)?.job];
      known.set(name, from && to && stepPlaces(from, to));
    }
    return known.get(name);
  }
}

/** The jobs of the base by the names that they have at the head. */
function jobsByNewName({ workflows }: Repository, moves: Moves): ReadonlyMap<string, Job> {
  return new Map(
    workflows.flatMap(({ path, jobs }) =>
      jobs.map((job) => {
        const now = moves.translate({ rule: '', path, job: job.id });
        return [jobName(now.path, now.job ?? ''), job] as const;
      }),
    ),
  );
}

function renamedFiles(base: readonly Workflow[], head: readonly Workflow[]): Map<string, string> {
  const before = new Set(base.map(({ path }) => path));
  const after = new Set(head.map(({ path }) => path));
  const gone = base.filter(({ path }) => !after.has(path));
  const come = head.filter(({ path }) => !before.has(path));
  const renamed = new Map<string, string>();
  const taken = new Set<string>();
  for (const { path, id } of gone) {
    const twin = come.find((other) => other.id === id && !taken.has(other.path));
    if (twin === undefined) continue;
    renamed.set(path, twin.path);
    taken.add(twin.path);
  }
  const bagged = (workflow: Workflow) => ({ name: workflow.path, bag: lineBag(workflow.source.text) });
  const similar = pairBySimilarity(
    gone.filter(({ path }) => !renamed.has(path)).map(bagged),
    come.filter(({ path }) => !taken.has(path)).map(bagged),
    renamedFile,
  );
  return new Map([...renamed, ...similar]);
}

function movedJobs(
  base: Repository,
  head: Repository,
  pathOf: (path: string) => string,
): Map<string, string> {
  const changedFrom = new Map(head.workflows.map((workflow) => [workflow.path, workflow.id]));
  // A file that did not change keeps its jobs: most don't, and need not be looked at.
  const before = base.workflows.filter((workflow) => changedFrom.get(pathOf(workflow.path)) !== workflow.id);
  const unchanged = new Set(
    base.workflows.filter((one) => !before.includes(one)).map((one) => pathOf(one.path)),
  );
  const old = jobsOf(before, pathOf);
  const now = jobsOf(
    head.workflows.filter((workflow) => !unchanged.has(workflow.path)),
    (path) => path,
  );
  const gone = [...old].filter(([name]) => !now.has(name)).map(bagged);
  const come = [...now].filter(([name]) => !old.has(name)).map(bagged);
  return pairBySimilarity(gone, come, movedJob);
}

type JobsByName = ReadonlyMap<string, { readonly workflow: Workflow; readonly job: Job }>;

function jobsOf(workflows: readonly Workflow[], pathOf: (path: string) => string): JobsByName {
  return new Map(
    workflows.flatMap((workflow) =>
      workflow.jobs.map((job) => [jobName(pathOf(workflow.path), job.id), { workflow, job }] as const),
    ),
  );
}

function bagged([name, { workflow, job }]: readonly [
  string,
  { readonly workflow: Workflow; readonly job: Job },
]) {
  const text = workflow.source.text.slice(job.idSpan.end, job.span.end);
  return { name, bag: lineBag(text) };
}

function jobName(path: string, job: string): string {
  return `${path}\0${job}`;
}

function splitJobName(name: string): [path: string, job: string] {
  const at = name.indexOf('\0');
  return [name.slice(0, at), name.slice(at + 1)];
}
