import type { Span } from '../source/source-text.ts';
import { callIndex } from '../workflow/callers.ts';
import type { Trigger, Workflow } from '../workflow/model.ts';
import type { Redundant } from './choose-survivors.ts';

/** Something that deleting a workflow would lose, and where it stands. */
export interface Loss {
  readonly what: string;
  readonly span: Span;
}

/** What stands around a redundant workflow. */
export interface Surroundings {
  readonly survivors: readonly Workflow[];
  /** All workflows of the repository. */
  readonly workflows: readonly Workflow[];
}

/**
 * The ways to start a workflow that its survivors don't have: triggers, inputs of a start by hand, a start of this work
 * alone, callers, and the workflows that wait for its end.
 */
export function lostStarts(workflow: Workflow, redundant: Redundant, around: Surroundings): Loss[] {
  const { lost } = redundant.cover.activities;
  return [
    ...lost.map(({ what, span }) => ({ what: `the trigger ${what}`, span })),
    ...lostByHand(workflow, redundant, around),
    ...lostCalls(workflow, around),
    ...lostListeners(workflow, around),
  ];
}

/**
 * A start by hand that a survivor has too may take less, or do more. The latter is said where no work is lost besides:
 * it must not read as if deleting were free.
 */
function lostByHand(
  workflow: Workflow,
  { cover, survivorDoesMore }: Redundant,
  { survivors }: Surroundings,
): Loss[] {
  return workflow.on.filter(isByHand).flatMap((trigger) => {
    const others = survivors.flatMap(({ on }) => on.filter(({ event }) => event === trigger.event));
    if (others.length === 0) return [];
    const known = new Set(others.flatMap(({ inputs }) => inputs.map(({ name }) => name.toLowerCase())));
    const inputs = trigger.inputs.filter(({ name }) => !known.has(name.toLowerCase()));
    const alone =
      isWhole(cover) && survivorDoesMore()
        ? [{ what: `a start of this work alone (${trigger.event})`, span: trigger.span }]
        : [];
    return [
      ...alone,
      ...inputs.map(({ name, span }) => ({ what: `the input \`${name}\` of ${trigger.event}`, span })),
    ];
  });
}

function isWhole({ lost }: Redundant['cover']): boolean {
  return lost.every(({ piece }) => piece.telling !== 'work');
}

function isByHand({ event }: Trigger): boolean {
  return event === 'workflow_dispatch' || event === 'repository_dispatch';
}

function lostCalls(workflow: Workflow, { workflows }: Surroundings): Loss[] {
  const trigger = workflow.on.find(({ event }) => event === 'workflow_call');
  if (trigger === undefined) return [];
  const callers = (callIndex(workflows).get(workflow.path) ?? []).map((caller) => fileName(caller.workflow));
  const named =
    callers.length === 0
      ? ''
      : `, by which ${inWords([...new Set(callers)])} ${callers.length === 1 ? 'calls' : 'call'} it`;
  return [{ what: `the trigger workflow_call${named}`, span: trigger.span }];
}

/** Other workflows that start when this one has run, and not when a survivor has. */
function lostListeners(workflow: Workflow, { survivors, workflows }: Surroundings): Loss[] {
  const kept = new Set(survivors.map(nameOf));
  const name = nameOf(workflow);
  if (kept.has(name)) return [];
  const listeners = workflows.filter(
    (other) =>
      other !== workflow && waitsFor(other).has(name) && ![...waitsFor(other)].some((one) => kept.has(one)),
  );
  const span = workflow.name?.span ?? workflow.onSpan ?? { start: 0, end: 0 };
  return listeners.map((listener) => ({
    what: `the start of ${fileName(listener)}, which waits for it`,
    span,
  }));
}

/** A workflow is waited for by its name, which is its path where it has none. */
function nameOf({ name, path }: Workflow): string {
  return name?.text ?? path;
}

function waitsFor({ on }: Workflow): ReadonlySet<string> {
  const triggers = on.filter(({ event }) => event === 'workflow_run');
  return new Set(triggers.flatMap(({ workflows = [] }) => workflows.map(({ text }) => text)));
}

function fileName({ path }: Workflow): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function inWords(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
