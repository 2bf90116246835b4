import type { Contexts, PartlyKnown } from './contexts.ts';
import type { Json } from './json-value.ts';
import { legContext, type MatrixLeg } from './matrix.ts';
import type { Entry, Job, Step, Workflow } from './model.ts';
import { alternatives, resolveNode } from './resolve-node.ts';
import type { Resolved } from './resolved.ts';

/** The contexts of a job's own keys; `inputs` where somebody knows them. The matrix comes with `withLeg`. */
export function workflowContexts(workflow: Workflow, inputs?: PartlyKnown): Contexts {
  const contexts = new Map<string, PartlyKnown>();
  const event = eventOf(workflow);
  if (event !== undefined)
    contexts.set('github', { values: new Map([['event_name', event]]), others: unknown });
  if (inputs !== undefined) contexts.set('inputs', inputs);
  return contexts;
}

/** The same with the `matrix` context of one leg. */
export function withLeg(contexts: Contexts, leg: MatrixLeg): Contexts {
  return new Map([...contexts, ['matrix', legContext(leg)]]);
}

/** The contexts of a job's steps, or of one step: with `env` as the file gives it. Scripts may set others. */
export function stepContexts(
  contexts: Contexts,
  { workflow, job, step }: { workflow: Workflow; job: Job; step?: Step },
): Contexts {
  let within = contexts;
  for (const entries of [workflow.env, job.env, step?.env ?? []]) within = withEnv(within, entries);
  return within;
}

/** Empty: the path of what is read says better why it is unknown. */
const unknown: Resolved<Json> = { kind: 'unknown', because: '' };

function withEnv(contexts: Contexts, entries: readonly Entry[]): Contexts {
  if (entries.length === 0) return contexts;
  const values = new Map(contexts.get('env')?.values);
  for (const { key, value } of entries) values.set(key.text.toLowerCase(), resolveNode(value, contexts));
  return new Map([...contexts, ['env', { values, others: unknown }]]);
}

/** A reusable workflow sees its caller's event. */
function eventOf({ on }: Workflow): Resolved<Json> | undefined {
  const events = on.map((trigger) => trigger.event);
  return events.length === 0 || events.includes('workflow_call')
    ? undefined
    : alternatives([...new Set(events)]);
}
