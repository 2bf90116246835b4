import { readRevision } from '../src/cli/read-revision.ts';
import { isWorkflowPath, type Tree } from '../src/core/audit/tree.ts';
import { benchAudit } from './audit.ts';
import { type Spread, spreadOf } from './spread.ts';

/** What cold audits of real repositories cost beside `yaml` alone. */
export interface RepositoriesFigures {
  readonly repositories: number;
  readonly workflows: number;
  /** Cold beside `yaml`, repository by repository. */
  readonly ratio: Spread;
  /** All of them together. */
  readonly together: number;
}

/** Fewer workflows than these take so little time that the clock's grain shows. */
const leastWorkflows = 3;

/** Audits each git repository at its HEAD, as many rounds as asked for; those with too few workflows are left out. */
export function benchRepositories(directories: readonly string[], rounds: number): RepositoriesFigures {
  const each = directories.flatMap((directory) => {
    const tree: Tree = readRevision(directory, 'HEAD');
    const entries = [...tree.values()].filter(({ path }) => isWorkflowPath(path));
    return entries.length < leastWorkflows ? [] : [benchAudit(tree, entries, rounds)];
  });
  const sum = (of: (figures: (typeof each)[number]) => number) => each.reduce((all, one) => all + of(one), 0);
  return {
    repositories: each.length,
    workflows: sum(({ workflows }) => workflows),
    ratio: spreadOf(each.map(({ ratio }) => ratio.median)),
    together: sum(({ cold }) => cold.median) / sum(({ yaml }) => yaml.median),
  };
}
