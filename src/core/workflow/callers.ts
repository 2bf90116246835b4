import type { PartlyKnown } from './contexts.ts';
import { withLeg, workflowContexts } from './job-contexts.ts';
import type { Json } from './json-value.ts';
import { expandMatrix } from './matrix.ts';
import type { InputDefinition, Job, Trigger, Workflow } from './model.ts';
import { alternatives, resolveNode } from './resolve-node.ts';
import { possibleValues, type Resolved } from './resolved.ts';

/** A job that calls a reusable workflow of the same repository. */
export interface Caller {
  readonly workflow: Workflow;
  readonly job: Job;
}

/** The callers of each reusable workflow of a repository, by its path. */
export type CallIndex = ReadonlyMap<string, readonly Caller[]>;

/** Reusable workflows may be nested ten deep (docs.github.com, "Reuse workflows"). */
const maxDepth = 10;

/** Finds all calls of `./.github/workflows/x.yml`, in the order of the workflows. */
export function callIndex(workflows: readonly Workflow[]): CallIndex {
  const index = new Map<string, Caller[]>();
  for (const workflow of workflows) {
    for (const job of workflow.jobs) {
      if (job.uses === undefined || !job.uses.text.startsWith('./')) continue;
      const path = job.uses.text.slice(2);
      index.set(path, [...(index.get(path) ?? []), { workflow, job }]);
    }
  }
  return index;
}

/**
 * What the `inputs` context may be, once for each way in which the workflow starts: an event, a person
 * (`workflow_dispatch`), or a caller in the repository, through all of its own callers. A reusable workflow without
 * callers in the repository has unknown inputs.
 */
export function inputsOf(workflow: Workflow, index: CallIndex): readonly PartlyKnown[] {
  return startsOf(workflow, index, []);
}

/** Beyond this many different ways to start a workflow, its inputs count as unknown. */
const maxStarts = 64;

function startsOf(
  workflow: Workflow,
  index: CallIndex,
  through: readonly Workflow[],
): readonly PartlyKnown[] {
  if (through.length >= maxDepth || through.includes(workflow)) return [];
  const starts = workflow.on.flatMap((trigger) => {
    if (trigger.event === 'workflow_dispatch') return [dispatched(trigger)];
    if (trigger.event !== 'workflow_call') return [noInputs];
    const callers = index.get(workflow.path) ?? [];
    if (callers.length === 0) return [anyInputs(trigger)];
    return callers.flatMap((caller) =>
      startsOf(caller.workflow, index, [...through, workflow]).flatMap((inputs) =>
        called(trigger, caller, inputs),
      ),
    );
  });
  const distinct = new Map(starts.map((inputs) => [JSON.stringify([...inputs.values]), inputs]));
  return distinct.size > maxStarts ? workflow.on.map(anyInputs) : [...distinct.values()];
}

const nothing: Resolved<Json> = { kind: 'known', value: null };
const noInputs: PartlyKnown = { values: new Map(), others: nothing };

function dispatched({ inputs }: Trigger): PartlyKnown {
  return {
    values: new Map(inputs.map((input) => [input.name.toLowerCase(), chosen(input)])),
    others: nothing,
  };
}

/** What a person may choose. */
function chosen({ name, type, options }: InputDefinition): Resolved<Json> {
  if (type === 'boolean') return alternatives([true, false]);
  if (type === 'choice' && options.length > 0) return alternatives(options.map((option) => option.text));
  return decides(name);
}

function anyInputs({ inputs }: Trigger): PartlyKnown {
  return { values: new Map(inputs.map(({ name }) => [name.toLowerCase(), decides(name)])), others: nothing };
}

function decides(name: string): Resolved<Json> {
  return { kind: 'unknown', because: `the input \`${name}\` decides` };
}

/** The inputs that a caller passes, once for each of its own legs. */
function called(
  { inputs }: Trigger,
  { workflow, job }: Caller,
  callerInputs: PartlyKnown,
): readonly PartlyKnown[] {
  const contexts = workflowContexts(workflow, callerInputs);
  const matrix = expandMatrix(job, contexts);
  const legs = matrix.kind === 'unknown' ? [undefined] : possibleValues(matrix).flat();
  return legs.map((leg) => {
    const within = leg === undefined ? contexts : withLeg(contexts, leg);
    const values = inputs.map((input) => {
      const passed = job.with.find((entry) => entry.key.text.toLowerCase() === input.name.toLowerCase());
      const value = passed === undefined ? defaultOf(input) : resolveNode(passed.value, within);
      return [input.name.toLowerCase(), value] as const;
    });
    return { values: new Map(values), others: nothing };
  });
}

/** What GitHub takes where a caller passes nothing (docs.github.com, "Workflow syntax", `on.workflow_call.inputs`). */
function defaultOf(input: InputDefinition): Resolved<Json> {
  if (input.default !== undefined) return resolveNode(input.default, new Map());
  if (input.type === 'boolean') return { kind: 'known', value: false };
  return { kind: 'known', value: input.type === 'number' ? 0 : '' };
}
