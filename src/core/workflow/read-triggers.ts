import type { InputDefinition, ScalarNode, Trigger, ValueNode } from './model.ts';
import { entriesOf, itemsOf, scalarAt, scalarsOf, valueAt } from './node-access.ts';
import { eventTakes } from './unknown-event-keys.ts';

/** The events of `on`: a name, a list of names, or a mapping of names to filters. */
export function readTriggers(on: ValueNode | undefined): readonly Trigger[] {
  if (on === undefined) return [];
  if (on.kind === 'mapping') {
    return on.entries.map((entry) => readTrigger({ event: entry.key.text, span: entry.span }, entry.value));
  }
  return (scalarsOf(on) ?? []).map((event) =>
    readTrigger({ event: event.text, span: event.span }, undefined),
  );
}

function readTrigger(head: Pick<Trigger, 'event' | 'span'>, settings: ValueNode | undefined): Trigger {
  // GitHub passes over filters that the event doesn't have.
  const list = (key: string) => (eventTakes(head.event, key) ? scalarsOf(valueAt(settings, key)) : undefined);
  return {
    ...head,
    types: list('types'),
    branches: list('branches'),
    branchesIgnore: list('branches-ignore'),
    tags: list('tags'),
    tagsIgnore: list('tags-ignore'),
    paths: list('paths'),
    pathsIgnore: list('paths-ignore'),
    workflows: list('workflows'),
    crons: head.event === 'schedule' ? timed(settings).map(({ cron }) => cron) : undefined,
    timeZones: head.event === 'schedule' ? timed(settings).map(({ zone }) => zone) : undefined,
    inputs: readInputs(valueAt(settings, 'inputs')),
    outputs: entriesOf(valueAt(settings, 'outputs')),
  };
}

function timed(schedule: ValueNode | undefined): readonly { cron: ScalarNode; zone: string | undefined }[] {
  return itemsOf(schedule).flatMap((item) => {
    const cron = scalarAt(item, 'cron');
    return cron === undefined ? [] : [{ cron, zone: zoneOf(scalarAt(item, 'timezone')?.text) }];
  });
}

/** Without a time zone a schedule is meant in UTC. */
function zoneOf(written: string | undefined): string | undefined {
  return written === 'UTC' ? undefined : written;
}

function readInputs(inputs: ValueNode | undefined): readonly InputDefinition[] {
  return entriesOf(inputs).map(({ key, value, span }) => ({
    name: key.text,
    span,
    type: scalarAt(value, 'type')?.text,
    default: valueAt(value, 'default'),
    options: scalarsOf(valueAt(value, 'options')) ?? [],
    required: scalarAt(value, 'required')?.value === true,
  }));
}
