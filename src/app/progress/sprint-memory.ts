import type { CommitFacts } from '../../core/progress/evidence/facts.ts';
import { RunFinder } from '../../github/find-runs.ts';
import { KeptJobs } from '../../github/read-jobs.ts';
import { Recent } from '../../github/recent.ts';
import type { TaskPlace } from '../task.ts';
import { noNeeds, type SprintsNeed } from './sprints-need.ts';

/**
 * For how long it is believed, in milliseconds, that a repository follows no sprint, where many of its runs end: as long
 * as that a run can go unnoticed by a process that has not seen the push which brought the tracking in.
 */
const untrackedFor = 5 * 60_000;
/** For how long a refusal to tell of runners is taken for an answer: who grants the permission waits no longer. */
const refusedFor = 30 * 60_000;

/** What earlier updates found out and what can't change, so that the next one asks less. */
export class SprintMemory {
  readonly jobs = new KeptJobs();
  readonly finder = new RunFinder();
  /** Where the App's own comments are. */
  readonly comments = new Recent<string, number>(10_000);
  /** The paths of a repository's last commit that was looked at. */
  readonly paths = new Recent<
    number,
    { readonly oid: string; readonly paths: readonly string[] | undefined }
  >(100);
  /** Since which commit items are contradicted or proved, by what they depend on; undefined where the commits don't tell. */
  readonly dates = new Recent<string, { readonly since: CommitFacts | undefined }>(20_000);
  readonly #needs = new Recent<number, SprintsNeed>(2000);
  readonly #refused = new Recent<number, number>(10_000);
  readonly #untracked = new Recent<number, number>(50_000);

  /** What the last update of a repository needed. */
  needs({ repositoryId }: TaskPlace): SprintsNeed {
    return this.#needs.get(repositoryId) ?? noNeeds;
  }

  /** Notes what an update needed. */
  noteNeeds({ repositoryId }: TaskPlace, needs: SprintsNeed): void {
    this.#needs.set(repositoryId, needs);
  }

  /** Notes that an installation may not read runners. */
  noteRefused({ installation }: TaskPlace): void {
    this.#refused.set(installation, Date.now());
  }

  /** Whether GitHub has refused a short while ago to tell of runners. */
  isRefused({ installation }: TaskPlace): boolean {
    const at = this.#refused.get(installation);
    return at !== undefined && Date.now() - at < refusedFor;
  }

  /** Notes whether a repository's policy follows a sprint. */
  noteTracked({ repositoryId }: TaskPlace, tracked: 'something' | 'nothing'): void {
    if (tracked === 'something') this.#untracked.delete(repositoryId);
    else this.#untracked.set(repositoryId, Date.now());
  }

  /** Whether a repository has followed no sprint a short while ago. */
  tracksNothing({ repositoryId }: TaskPlace): boolean {
    const since = this.#untracked.get(repositoryId);
    return since !== undefined && Date.now() - since < untrackedFor;
  }
}
