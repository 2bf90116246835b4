import type { GitHubBox } from '../box/github-box.ts';
import type { CheckRun } from '../box/store/check.ts';
import { fullName, type Repository } from '../box/store/repository.ts';

/** A repository whose pages are shown. */
export interface Site {
  readonly box: GitHubBox;
  readonly repository: Repository;
  /** The path of the repository's pages. */
  readonly path: string;
}

/** The site of a repository. */
export function siteOf(box: GitHubBox, repository: Repository): Site {
  return { box, repository, path: `/${fullName(repository)}` };
}

/** The newest check run of each name on a commit. */
export function newestRuns({ repository }: Site, sha: string): CheckRun[] {
  const runs = [...repository.checkRuns.values()].filter((run) => run.headSha === sha);
  return [...new Map(runs.map((run) => [run.name, run])).values()];
}
