import type { Ending } from '../workflow/condition.ts';
import type { ScalarNode, Step } from '../workflow/model.ts';
import { add, type Cause, type Passage, passing, type Remaining } from './job-flow.ts';
import type { LeftByScript, ScriptRun } from './script-run.ts';
import { nameOf } from './step-name.ts';

/** A step as it stands in the job: a step of an action counts as the one that uses the action. */
export interface PlacedStep {
  readonly step: Step;
  readonly index: number;
}

/** Takes over what a step's script did to containers of earlier steps, and what it left of its own. */
export function settleScript({ before, left }: ScriptRun, placed: PlacedStep, passage: Passage): void {
  const { step, index } = placed;
  const { flow, runsAfter } = passage;
  const counted = (how: Ending) => (how === 'failure' && isTrue(step.continueOnError) ? 'success' : how);
  const later: { readonly ending: Ending; readonly remaining: Remaining }[] = [];
  for (const { ending, key, ...remaining } of before === undefined ? [] : passing(passage)) {
    const live = before?.get(remaining.live.container.id);
    if (live === undefined || live.isRemovedAfterRisk === true) flow[ending].delete(key);
    else flow[ending].set(key, { ...remaining, live });
    if (live?.isRemovedAfterRisk !== true) continue;
    const cause: Cause = { how: 'failure', step: nameOf(step), index };
    later.push({ ending: after(ending, counted('failure')), remaining: { live, cause } });
  }
  for (const { ending, remaining } of later) add(flow, ending, remaining);
  for (const one of left) {
    const remaining = { live: one.live, cause: causeOf(one, placed) };
    for (const ending of runsAfter) add(flow, after(ending, counted(one.how)), remaining);
  }
}

function causeOf({ live, how, end, lateTrap, isCreation }: LeftByScript, { step, index }: PlacedStep): Cause {
  const loss = end.loss !== undefined && end.loss.time >= live.container.time ? end.loss : undefined;
  return {
    ...{ how, step: nameOf(step), index, at: end.at },
    ...(isCreation && { isCreation }),
    ...(loss && { loss }),
    ...(lateTrap && { lateTrap }),
  };
}

/** A step may fail or be cancelled: what is there when it runs is then there on that way too. */
export function riskStep(
  { step, index }: PlacedStep,
  passage: Passage,
  isOwn: (madeIn: number) => boolean,
): void {
  const { flow } = passage;
  const name = nameOf(step);
  for (const { live, ending } of [...passing(passage)]) {
    if (ending === 'cancelled') continue;
    // How the script that made it may end is known from the script itself.
    if (ending === 'success' && isOwn(live.container.step)) continue;
    if (ending === 'success' && !isTrue(step.continueOnError))
      add(flow, 'failure', { live, cause: { how: 'failure', step: name, index } });
    add(flow, 'cancelled', { live, cause: { how: 'cancelled', step: name, index } });
  }
}

/** Something that cannot be read may remove whatever is there. */
export function perhapsRemoveAll(passage: Passage): void {
  for (const { ending, key, live, cause } of passing(passage))
    passage.flow[ending].set(key, { cause, live: { ...live, state: 'perhaps-gone' } });
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
