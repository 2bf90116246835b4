import { nearestName } from '../policy/nearest-name.ts';
import type { Entry, ScalarNode, ValueNode, Workflow } from './model.ts';
import { entriesOf, itemsOf, valueAt } from './node-access.ts';
import { knownKeys } from './workflow-shape.ts';

/** A key below an event that GitHub passes over, and what its author most likely wanted. */
export interface UnknownEventKey {
  readonly key: ScalarNode;
  /** Who doesn't know the key, in words: an event, or an input of `workflow_dispatch`. */
  readonly of: string;
  /** The key of that event or input that is spelt nearly so. */
  readonly meant: string | undefined;
  /** Where that is another event's key: its name as those events write it, and the events. */
  readonly foreign: { readonly name: string; readonly events: readonly string[] } | undefined;
}

/** The keys that may stand below each event, in GitHub's schema; those of a `schedule` stand in its items. */
const keysByEvent: ReadonlyMap<string, readonly string[]> = new Map(
  knownKeys(['on']).map((event) => [event, knownKeys(['on', event])]),
);
const inputKeys = knownKeys(['on', 'workflow_dispatch', 'inputs', 'name']);
const allKeys = new Set([...keysByEvent.values()].flat());

/** Whether an event takes a key; unknown events take all. */
export function eventTakes(event: string, key: string): boolean {
  return keysByEvent.get(event)?.includes(key) ?? true;
}

/**
 * The keys below the events of a valid workflow that GitHub's schema doesn't have there, where it is plain what was
 * meant: they are nearly spelt like one of the event, or belong to another event. GitHub takes any key below an event
 * but `workflow_call` and passes over what it doesn't know (docs/decisions/0006).
 */
export function* unknownEventKeys(workflow: Workflow): Generator<UnknownEventKey> {
  for (const { key: event, value } of entriesOf(valueAt(workflow.root, 'on'))) {
    const known = keysByEvent.get(event.text);
    if (known === undefined) continue;
    for (const { key } of keysOf(value)) yield* judgeKey(key, event.text, known);
    if (event.text !== 'workflow_dispatch') continue;
    for (const input of entriesOf(valueAt(value, 'inputs'))) {
      for (const { key } of entriesOf(input.value)) yield* judgeInputKey(key, input.key.text);
    }
  }
}

function keysOf(settings: ValueNode): readonly Entry[] {
  return settings.kind === 'sequence' ? itemsOf(settings).flatMap(entriesOf) : entriesOf(settings);
}

function* judgeKey(key: ScalarNode, event: string, known: readonly string[]): Generator<UnknownEventKey> {
  if (isKnown(key.text, known) || mayFilter(event, key.text)) return;
  const of = `\`${event}\``;
  const foreign = allKeys.has(key.text) ? key.text : undefined;
  const meant = foreign === undefined ? nearestName(key.text, known) : undefined;
  if (meant !== undefined) yield { key, of, meant, foreign: undefined };
  else {
    const name = foreign ?? nearestName(key.text, allKeys);
    if (name === undefined) return;
    yield { key, of, meant: undefined, foreign: { name, events: eventsWith(name) } };
  }
}

function* judgeInputKey(key: ScalarNode, input: string): Generator<UnknownEventKey> {
  if (isKnown(key.text, inputKeys)) return;
  const meant = nearestName(key.text, inputKeys);
  if (meant !== undefined) yield { key, of: `The input \`${input}\``, meant, foreign: undefined };
}

/** Keys that differ in case alone are left alone: it is not documented whether GitHub takes them. */
function isKnown(key: string, known: readonly string[]): boolean {
  return known.includes(key) || known.includes(key.toLowerCase());
}

/**
 * GitHub's documentation long named tags as a filter of pull requests, by the base, and its schema does not: what
 * GitHub does with them is not known.
 */
function mayFilter(event: string, key: string): boolean {
  return event.startsWith('pull_request') && /^tags?(?:-ignore)?$/.test(key);
}

function eventsWith(name: string): readonly string[] {
  return [...keysByEvent].filter(([, keys]) => keys.includes(name)).map(([event]) => event);
}
