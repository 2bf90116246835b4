import type { SprintDecided } from '../../core/decide/decide-progress.ts';
import type { SprintRuns } from '../../github/read-progress-facts.ts';
import type { LookedFor } from '../audit/audit-task.ts';

/** What must be read to say how a repository's sprints stand, besides its workflows and its policy. */
export interface SprintsNeed {
  readonly paths: readonly string[];
  /** Other repositories' actions. */
  readonly actions: readonly string[];
  readonly issues: readonly number[];
  /** The issues whose comments are a part of a plan. */
  readonly comments: readonly number[];
  readonly allPaths: 'needed' | 'not needed';
  readonly runners: 'needed' | 'not needed';
  readonly runs: readonly SprintRuns[];
}

export const noNeeds: SprintsNeed = {
  paths: [],
  actions: [],
  issues: [],
  comments: [],
  allPaths: 'not needed',
  runners: 'not needed',
  runs: [],
};

/** The most files besides the workflows, actions, and issues that are read for the sprints of a repository. */
const mostRead = { paths: 1000, actions: 100, issues: 50 };

/** What all sprints need together, and what the rules looked for on the way. */
export function needsTogether(sprints: readonly SprintDecided[], lookedFor: LookedFor): SprintsNeed {
  const all = sprints.map(({ needs }) => needs);
  const paths = [...all.flatMap((needs) => needs.paths), ...lookedFor.paths];
  return {
    paths: [...new Set(paths)].slice(0, mostRead.paths),
    actions: lookedFor.actions.slice(0, mostRead.actions),
    issues: [...new Set(all.flatMap(({ issues }) => issues))].slice(0, mostRead.issues),
    comments: [...new Set(all.flatMap(({ comments }) => comments))],
    allPaths: all.some(({ allPaths }) => allPaths === 'needed') ? 'needed' : 'not needed',
    runners: all.some(({ runners }) => runners === 'needed') ? 'needed' : 'not needed',
    runs: all.map(({ runs, started }) => ({ runs, started })),
  };
}
