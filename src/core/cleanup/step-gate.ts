import { conditionHolds, type Ending } from '../workflow/condition.ts';
import type { Contexts, PartlyKnown } from '../workflow/contexts.ts';
import type { Json } from '../workflow/json-value.ts';
import type { Step } from '../workflow/model.ts';
import type { Resolved } from '../workflow/resolved.ts';
import { isTrue, type PlacedStep } from './flow-changes.ts';
import { type Cause, endings, type Passage, type Remaining } from './job-flow.ts';

/** Whether a condition asks how one step or the job went, which is another thing on each way. */
export function asksHowItWent(step: Step): boolean {
  return step.if !== undefined && /\b(outcome|conclusion|status)\b/i.test(step.if.text);
}

/** On which ways a step runs. */
export type Gate = Pick<Passage, 'runsAfter' | 'runsOn'>;

/** A step that was come to, and after which endings of those before it runs. */
export interface PassedStep extends PlacedStep {
  readonly runsAfter: readonly Ending[];
}

const unknown: Resolved<Json> = { kind: 'unknown', because: '' };

/** The gate of a step by its condition; `passed` are the steps before it, where they are known. */
export function gateOf(step: Step, contexts: Contexts, passed: readonly PassedStep[] | undefined): Gate {
  if (passed === undefined || !asksHowItWent(step)) {
    const runsAfter = endings.filter((ending) => conditionHolds(step.if, ending, contexts) !== 'no');
    return { runsAfter, runsOn: () => true };
  }
  const runsAfter = endings.filter(
    (ending) => conditionHolds(step.if, ending, withStatus(contexts, ending)) !== 'no',
  );
  const condition = step.if?.text.toLowerCase() ?? '';
  const asked = passed.filter(
    ({ step: { id } }) => id !== undefined && condition.includes(id.text.toLowerCase()),
  );
  const known = new Map<string, boolean>();
  const holds = (ending: Ending, cause: Cause, madeIn: number) => {
    const key = [ending, cause.how, cause.index, madeIn].join();
    const held = known.get(key) ?? evaluate(ending, cause, madeIn);
    known.set(key, held);
    return held;
  };
  const evaluate = (ending: Ending, cause: Cause, madeIn: number) =>
    conditionHolds(
      step.if,
      ending,
      withOutcomes(withStatus(contexts, ending), { ending, cause, madeIn, passed: asked }),
    ) !== 'no';
  return {
    runsAfter,
    runsOn(ending, { live, cause }: Remaining) {
      const { step: madeIn } = live.container;
      if (holds(ending, cause, madeIn)) return true;
      // Where the very command fails that makes the container there is as good as never one to remove.
      return cause.isCreation === true && holds(ending, { ...cause, how: 'success' }, madeIn);
    },
  };
}

function withStatus(contexts: Contexts, ending: Ending): Contexts {
  const status: Resolved<Json> = { kind: 'known', value: ending };
  return new Map([...contexts, ['job', { values: new Map([['status', status]]), others: unknown }]]);
}

interface Way {
  readonly ending: Ending;
  readonly cause: Cause;
  readonly madeIn: number;
  readonly passed: readonly PassedStep[];
}

/** The contexts with what is known of how each step went on a way. A step that isn't there has no outcome. */
function withOutcomes(contexts: Contexts, way: Way): Contexts {
  const values = new Map<string, Resolved<Json>>();
  const deep = new Map<string, Json>();
  for (const one of way.passed) {
    const id = one.step.id?.text.toLowerCase();
    if (id === undefined) continue;
    values.set(id, unknown);
    const outcome = outcomeOf(one, way);
    if (outcome === undefined) continue;
    deep.set(`${id}.outcome`, outcome);
    deep.set(
      `${id}.conclusion`,
      isTrue(one.step.continueOnError) && outcome === 'failure' ? 'success' : outcome,
    );
  }
  const steps: PartlyKnown = { values, others: { kind: 'known', value: null }, deep };
  return new Map([...contexts, ['steps', steps]]);
}

/** `success`, `failure`, `cancelled` or `skipped` (docs.github.com, "steps context"); undefined where it isn't known. */
function outcomeOf(
  { step, index, runsAfter }: PassedStep,
  { ending, cause, madeIn }: Way,
): string | undefined {
  if (index === cause.index) return cause.how;
  if (index === madeIn) return 'success';
  const isBehind = cause.how !== 'success' && index > cause.index;
  const came = isBehind ? ending : 'success';
  if (!runsAfter.includes(came)) return 'skipped';
  const mayFail = isTrue(step.continueOnError) || isBehind;
  return mayFail || conditionHolds(step.if, came) !== 'yes' ? undefined : 'success';
}
