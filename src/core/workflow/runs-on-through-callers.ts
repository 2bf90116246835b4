import { type CallIndex, inputsOf } from './callers.ts';
import { type LabelSet, labelSetKey } from './label-set.ts';
import type { Job, Workflow } from './model.ts';
import { type RunsOn, resolveRunsOn } from './runs-on.ts';

/**
 * Where a job really runs: what the file says, and where inputs decide, what the callers in the repository pass and
 * what people can choose. Never less known than `resolveRunsOn`.
 */
export function resolveRunsOnThroughCallers(workflow: Workflow, job: Job, index: CallIndex): RunsOn {
  const alone = resolveRunsOn(workflow, job);
  if (alone.known) return alone;
  const each = inputsOf(workflow, index).map((inputs) => resolveRunsOn(workflow, job, inputs));
  return each.length === 0 ? alone : union(each);
}

function union(each: readonly RunsOn[]): RunsOn {
  const sets = new Map<string, LabelSet>();
  for (const set of each.flatMap((runsOn) => runsOn.labelSets)) {
    if (!sets.has(labelSetKey(set))) sets.set(labelSetKey(set), set);
  }
  const because = each.find((runsOn) => !runsOn.known)?.because;
  return {
    known: each.every((runsOn) => runsOn.known),
    labelSets: [...sets.values()],
    legs: each.flatMap((runsOn) => runsOn.legs),
    ...(because === undefined ? {} : { because }),
  };
}
