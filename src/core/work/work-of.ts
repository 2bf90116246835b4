import type { Workflow } from '../workflow/model.ts';
import { readWork } from './read-work.ts';
import type { Work } from './work.ts';

/**
 * What was read of each workflow. A pure cache: a workflow's model never changes, and the entry goes when the model
 * goes, so nobody can tell whether it is there but by the time it takes.
 */
const read = new WeakMap<Workflow, Work>();

/** What a workflow does; read once for each workflow that was parsed. */
export function workOf(workflow: Workflow): Work {
  const known = read.get(workflow);
  if (known !== undefined) return known;
  const work = readWork(workflow);
  read.set(workflow, work);
  return work;
}
