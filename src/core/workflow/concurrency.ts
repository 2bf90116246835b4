import type { Contexts, PartlyKnown } from './contexts.ts';
import { evaluateExpression } from './expression.ts';
import { interpolations } from './interpolation.ts';
import type { Json } from './json-value.ts';
import type { ScalarNode, ValueNode, Workflow } from './model.ts';
import { scalarAt } from './node-access.ts';

/** What no other run has. */
const ofRun = /run_(?:id|number)/i;
/** What only pull requests have; on other events it is empty (docs.github.com, "Contexts reference"). */
const ofPullRequests = ['head_ref', 'base_ref'];
const deepOfPullRequests = ['event.pull_request.number', 'event.pull_request.head.ref', 'event.number'];

/**
 * Whether `concurrency` of a workflow or a job keeps two of its runs apart. A group that is another one in each run
 * does not, as `github.run_id`, or `github.head_ref || github.run_id` where no pull request starts the workflow.
 */
export function limitsRuns(concurrency: ValueNode | undefined, { on }: Workflow): boolean {
  const group = groupOf(concurrency);
  if (group === undefined) return concurrency !== undefined;
  if (!ofRun.test(group.text)) return true;
  const sources = interpolations(group.text).map(({ source }) => source);
  const own = sources.filter((source) => ofRun.test(source));
  const events = on.map(({ event }) => event);
  // A reusable workflow sees its caller's event.
  const seen = events.length === 0 || events.includes('workflow_call') ? [undefined] : events;
  return seen.some((event) => own.every((source) => !differsByRun(source, event)));
}

function groupOf(concurrency: ValueNode | undefined): ScalarNode | undefined {
  return concurrency?.kind === 'scalar' ? concurrency : scalarAt(concurrency, 'group');
}

function differsByRun(source: string, event: string | undefined): boolean {
  const [one, other] = ['1', '2'].map((run) => evaluateExpression(source, contextsOf(event, run)));
  return one?.kind === 'known' && other?.kind === 'known' && one.value !== other.value;
}

/** What is known in one of two runs; the rest may be the same in both. */
function contextsOf(event: string | undefined, run: string): Contexts {
  const values: [string, Json][] = [
    ['run_id', run],
    ['run_number', run],
  ];
  const isOther = event !== undefined && !/^pull_request/.test(event);
  if (event !== undefined) values.push(['event_name', event]);
  if (isOther) values.push(...ofPullRequests.map((name): [string, Json] => [name, '']));
  const github: PartlyKnown = {
    values: new Map(values.map(([name, value]) => [name, { kind: 'known', value }])),
    others: { kind: 'unknown', because: '' },
    ...(isOther && { deep: new Map(deepOfPullRequests.map((path): [string, Json] => [path, null])) }),
  };
  return new Map([['github', github]]);
}
