import type { ScalarNode, ValueNode, WorkflowProblem } from './model.ts';
import { entriesOf, entryAt, scalarsOf, valueAt } from './node-access.ts';
import { eventTakes } from './unknown-event-keys.ts';

const filters = ['branches', 'tags', 'paths'] as const;

/**
 * Events with a filter in both of its forms, as with `paths` and `paths-ignore`, which GitHub's service refuses.
 * Source: docs.github.com, "Workflow syntax", and the service's own words; neither of GitHub's published parsers looks.
 */
export function* checkFilters(on: ValueNode | undefined): Generator<WorkflowProblem> {
  for (const { key: event, value: settings } of entriesOf(on)) {
    for (const filter of filters) {
      const ignore = `${filter}-ignore`;
      const key = entryAt(settings, ignore)?.key;
      // Keys that an event doesn't have are passed over, and empty filters are none.
      if (key === undefined || !eventTakes(event.text, ignore)) continue;
      if (says(valueAt(settings, filter)) && says(valueAt(settings, ignore))) yield bothForms(key, filter);
    }
  }
}

function says(filter: ValueNode | undefined): boolean {
  return (scalarsOf(filter) ?? []).length > 0;
}

function bothForms(key: ScalarNode, filter: (typeof filters)[number]): WorkflowProblem {
  return {
    kind: 'schema',
    message: `you may only define one of \`${filter}\` and \`${filter}-ignore\` for a single event`,
    span: key.span,
    remedy: `Keep \`${filter}\` alone, and put below its patterns those to leave out, with \`!\` before each; or keep \`${filter}-ignore\` alone.`,
  };
}
