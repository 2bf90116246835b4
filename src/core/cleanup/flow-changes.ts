import type { Ending } from '../workflow/condition.ts';
import type { ScalarNode, Step } from '../workflow/model.ts';
import { add, type Cause, type JobFlow } from './job-flow.ts';
import type { ScriptRun } from './script-run.ts';
import { nameOf } from './step-name.ts';

/** A step's place in the flow of a job: after which endings of the steps before it runs. */
export interface Passage {
  readonly flow: JobFlow;
  readonly runsAfter: readonly Ending[];
}

/** Takes over what a step's script did to containers of earlier steps, and what it left of its own. */
export function settleScript({ before, left }: ScriptRun, step: Step, { flow, runsAfter }: Passage): void {
  for (const ending of runsAfter)
    for (const [id, remaining] of before === undefined ? [] : flow[ending]) {
      const live = before?.get(id);
      if (live === undefined) flow[ending].delete(id);
      else flow[ending].set(id, { ...remaining, live });
    }
  for (const { live, how, end, lateTrap } of left) {
    const loss = end.loss !== undefined && end.loss.time >= live.container.time ? end.loss : undefined;
    const cause: Cause = {
      ...{ how, step: nameOf(step), at: end.at },
      ...(loss && { loss }),
      ...(lateTrap && { lateTrap }),
    };
    const counted = how === 'failure' && isTrue(step.continueOnError) ? 'success' : how;
    for (const ending of runsAfter) add(flow, after(ending, counted), { live, cause });
  }
}

/** A step may fail or be cancelled: what is there when it runs is then there on that way too. */
export function riskStep(step: Step, { flow, runsAfter }: Passage, isOwn: (madeIn: number) => boolean): void {
  const name = nameOf(step);
  for (const { live } of runsAfter.includes('success') ? flow.success.values() : []) {
    // How the script that made it may end is known from the script itself.
    if (isOwn(live.container.step)) continue;
    if (!isTrue(step.continueOnError)) add(flow, 'failure', { live, cause: { how: 'failure', step: name } });
    add(flow, 'cancelled', { live, cause: { how: 'cancelled', step: name } });
  }
  for (const { live } of runsAfter.includes('failure') ? flow.failure.values() : [])
    add(flow, 'cancelled', { live, cause: { how: 'cancelled', step: name } });
}

/** Something that cannot be read may remove whatever is there. */
export function perhapsRemoveAll({ flow, runsAfter }: Passage): void {
  for (const ending of runsAfter)
    for (const [id, remaining] of flow[ending])
      flow[ending].set(id, { ...remaining, live: { ...remaining.live, state: 'perhaps-gone' } });
}

/** Where a step leads that ran after one ending and ended in some way itself. */
function after(ran: Ending, how: Ending): Ending {
  if (ran === 'cancelled' || how === 'cancelled') return 'cancelled';
  return ran === 'failure' ? 'failure' : how;
}

/** Whether a key of the workflow is plainly `true`. */
export function isTrue(node: ScalarNode | undefined): boolean {
  return node?.value === true;
}
