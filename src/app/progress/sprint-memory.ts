import type { CommitFacts } from '../../core/progress/evidence/facts.ts';
import { KeptJobs } from '../../github/read-jobs.ts';
import { Recent } from '../../github/recent.ts';
import type { TaskPlace } from '../task.ts';
import { noNeeds, type SprintsNeed } from './sprints-need.ts';

/**
 * For how long it is believed, in milliseconds, that a repository follows no sprint, where many of its runs end: as long
 * as that a run can go unnoticed by a process that has not seen the push which brought the tracking in.
 */
const untrackedFor = 5 * 60_000;

/** What earlier updates found out and what can't change, so that the next one asks less. */
export class SprintMemory {
  readonly jobs = new KeptJobs();
  /** Where the App's own comments are. */
  readonly comments = new Recent<string, number>(10_000);
  /** The paths of a repository's last commit that was looked at. */
  readonly paths = new Recent<
    number,
    { readonly oid: string; readonly paths: readonly string[] | undefined }
  >(100);
  /** Since which commit items are contradicted, by what they depend on; undefined where the commits don't tell. */
  readonly dates = new Recent<string, { readonly since: CommitFacts | undefined }>(20_000);
  readonly #needs = new Recent<number, SprintsNeed>(2000);
  readonly #untracked = new Recent<number, number>(50_000);

  /** What the last update of a repository needed. */
  needs({ repositoryId }: TaskPlace): SprintsNeed {
    return this.#needs.get(repositoryId) ?? noNeeds;
  }

  /** Notes what an update needed. */
  noteNeeds({ repositoryId }: TaskPlace, needs: SprintsNeed): void {
    this.#needs.set(repositoryId, needs);
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
