import { type Lifecycle, lifecycleOf } from '../../cleanup/lifecycle.ts';
import { type Runtime, runtimes } from '../../cleanup/runtime.ts';
import type { Check, LifecycleStep } from '../claims/check.ts';
import { stepCommand } from '../claims/step-command.ts';
import { type Evidence, evidence } from './evidence.ts';
import { lineOfPlace } from './line-of-place.ts';
import { listWords } from './list-words.ts';
import type { WeighInput } from './weigh-input.ts';
import { whyNoWorkflow, workflowAt } from './why-no-workflow.ts';

type LifecycleCheck = Extract<Check, { kind: 'lifecycle-step' }>;

/** Steps after which a step works: nothing starts that wasn't created. */
const after: Readonly<Record<LifecycleStep, readonly LifecycleStep[]>> = {
  create: [],
  start: ['create'],
  stop: ['create', 'start'],
  delete: ['create'],
};

/** Whether a job takes a container through a step of its life, in an order that works. */
export function weighLifecycle(check: LifecycleCheck, input: WeighInput): Evidence[] {
  const { kind, paths, runtime } = check;
  if (!isRuntime(runtime))
    return [evidence(kind, 'unknown', `\`${runtime}\` is no runtime that can be followed`)];
  const candidates = paths.length > 0 ? paths : input.repository.workflows.map(({ path }) => path);
  const each = candidates.map((path) => weighWorkflow({ ...check, runtime }, path, input));
  const holding = each.find(({ verdict }) => verdict === 'holds');
  if (holding !== undefined) return [holding];
  const wanted = `\`${stepCommand(runtime, check.step)}\``;
  if (paths.length === 0)
    return [evidence(kind, 'fails', `no workflow runs ${wanted} in an order that works`)];
  return each.slice(0, 1);
}

function isRuntime(name: string): name is Runtime {
  return runtimes.some((runtime) => runtime === name);
}

function weighWorkflow(
  { kind, runtime, step }: LifecycleCheck & { readonly runtime: Runtime },
  path: string,
  input: WeighInput,
): Evidence {
  const refused = whyNoWorkflow(path, input);
  if (refused !== undefined) return evidence(kind, 'fails', refused.detail, refused.place);
  const workflow = workflowAt(path, input.repository);
  const lifecycle = workflow && lifecycleOf(workflow, runtime, input.repository);
  if (workflow === undefined || lifecycle === undefined) {
    return evidence(kind, 'fails', `\`${path}\` does not use \`${runtime}\``, { path });
  }
  const { source } = workflow;
  const there = lifecycle.stages.get(step);
  if (there === undefined) {
    const { line } = source.positionAt(lifecycle.job.idSpan.start);
    return evidence(kind, 'fails', lackWords(lifecycle, step, path), { path, line });
  }
  const detail = `job \`${lifecycle.job.id}\` of \`${path}\` runs \`${stepCommand(runtime, step)}\``;
  return evidence(kind, 'holds', detail, { path, line: lineOfPlace(there, source) });
}

function lackWords({ job, runtime }: Lifecycle, step: LifecycleStep, path: string): string {
  const command = (one: LifecycleStep): string => `\`${stepCommand(runtime, one)}\``;
  const order = after[step].length === 0 ? '' : ` after ${listWords(after[step].map(command))}`;
  return `job \`${job.id}\` of \`${path}\` does not run ${command(step)}${order}`;
}
