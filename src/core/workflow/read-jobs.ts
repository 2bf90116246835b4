import type { Entry, Job, RunDefaults, Step, Strategy, ValueNode } from './model.ts';
import { entriesOf, itemsOf, scalarAt, scalarsOf, valueAt } from './node-access.ts';

/** The jobs of a workflow, in the file's order; what is not a job at all still has its id and its place. */
export function readJobs(jobs: ValueNode | undefined): readonly Job[] {
  return entriesOf(jobs).map(readJob);
}

/** The `run` part of `defaults`. */
export function readDefaults(node: ValueNode | undefined): RunDefaults {
  const run = valueAt(valueAt(node, 'defaults'), 'run');
  return { shell: scalarAt(run, 'shell'), workingDirectory: scalarAt(run, 'working-directory') };
}

function readJob({ key, value: node, span }: Entry): Job {
  return {
    id: key.text,
    idSpan: { start: span.start, end: Math.min(span.end, span.start + (key.span.end - key.span.start)) },
    span,
    node,
    name: scalarAt(node, 'name'),
    needs: scalarsOf(valueAt(node, 'needs')) ?? [],
    if: scalarAt(node, 'if'),
    runsOn: valueAt(node, 'runs-on'),
    uses: scalarAt(node, 'uses'),
    with: entriesOf(valueAt(node, 'with')),
    secrets: valueAt(node, 'secrets'),
    strategy: readStrategy(valueAt(node, 'strategy')),
    container: valueAt(node, 'container'),
    services: entriesOf(valueAt(node, 'services')),
    env: entriesOf(valueAt(node, 'env')),
    defaults: readDefaults(node),
    concurrency: valueAt(node, 'concurrency'),
    permissions: valueAt(node, 'permissions'),
    environment: valueAt(node, 'environment'),
    outputs: entriesOf(valueAt(node, 'outputs')),
    timeoutMinutes: scalarAt(node, 'timeout-minutes'),
    continueOnError: scalarAt(node, 'continue-on-error'),
    steps: readSteps(valueAt(node, 'steps')),
  };
}

/** The steps of a job, or of a composite action. */
export function readSteps(steps: ValueNode | undefined): readonly Step[] {
  return itemsOf(steps).flatMap(ungrouped).map(readStep);
}

function readStrategy(node: ValueNode | undefined): Strategy | undefined {
  if (node === undefined) return undefined;
  return {
    span: node.span,
    matrix: valueAt(node, 'matrix'),
    failFast: scalarAt(node, 'fail-fast'),
    maxParallel: scalarAt(node, 'max-parallel'),
  };
}

/** The steps of a `parallel` group run as steps of the job (GitHub's changelog, 2026-06-25). */
function ungrouped(step: ValueNode): readonly ValueNode[] {
  const group = valueAt(step, 'parallel');
  return group?.kind === 'sequence' ? group.items : [step];
}

function readStep(node: ValueNode, index: number): Step {
  return {
    index,
    span: node.span,
    id: scalarAt(node, 'id'),
    name: scalarAt(node, 'name'),
    if: scalarAt(node, 'if'),
    uses: scalarAt(node, 'uses'),
    run: scalarAt(node, 'run'),
    shell: scalarAt(node, 'shell'),
    workingDirectory: scalarAt(node, 'working-directory'),
    with: entriesOf(valueAt(node, 'with')),
    env: entriesOf(valueAt(node, 'env')),
    continueOnError: scalarAt(node, 'continue-on-error'),
    timeoutMinutes: scalarAt(node, 'timeout-minutes'),
  };
}
