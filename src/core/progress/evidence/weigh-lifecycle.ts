import type { Workflow } from '../../workflow/model.ts';
import { type Check, type LifecycleStep, lifecycleSteps } from '../claims/check.ts';
import { stepCommand } from '../claims/step-command.ts';
import { type Evidence, evidence } from './evidence.ts';
import { type LifecycleCommand, lifecycleCommands } from './lifecycle-commands.ts';
import type { WeighInput } from './weigh-input.ts';
import { canRun } from './weigh-matrix.ts';
import { whyNoWorkflow, workflowAt } from './why-no-workflow.ts';

type LifecycleCheck = Extract<Check, { kind: 'lifecycle-step' }>;

/** Steps without which a step can't work: nothing starts that wasn't created. A container need not stop to be deleted. */
const needs: Readonly<Record<LifecycleStep, readonly LifecycleStep[]>> = {
  create: [],
  start: ['create'],
  stop: ['create', 'start'],
  delete: ['create'],
};

/** Whether a job runs a step of a container's life, after the steps that it needs. */
export function weighLifecycle(check: LifecycleCheck, input: WeighInput): Evidence[] {
  const { kind, paths } = check;
  const candidates = paths.length > 0 ? paths : input.repository.workflows.map(({ path }) => path);
  const each = candidates.map((path) => weighWorkflow(check, path, input));
  const holding = each.find(({ verdict }) => verdict === 'holds');
  if (holding !== undefined) return [holding];
  const wanted = `\`${stepCommand(check.runtime, check.step)}\``;
  if (paths.length === 0)
    return [evidence(kind, 'fails', `no workflow runs ${wanted} in an order that works`)];
  return each.slice(0, 1);
}

function weighWorkflow(check: LifecycleCheck, path: string, input: WeighInput): Evidence {
  const refused = whyNoWorkflow(path, input);
  if (refused !== undefined) return evidence(check.kind, 'fails', refused.detail, refused.place);
  const workflow = workflowAt(path, input.repository);
  const wanted = `\`${stepCommand(check.runtime, check.step)}\``;
  const jobs = (workflow?.jobs ?? []).filter(canRun);
  const found = jobs.map((job) => ({
    job,
    ...findStep(commandsOf(workflow, job, check.runtime), check.step),
  }));
  const working = found.find(({ command, missing }) => command !== undefined && missing.length === 0);
  const best = working ?? found.find(({ command }) => command !== undefined);
  if (workflow === undefined || best?.command === undefined) {
    return evidence(check.kind, 'fails', `\`${path}\` does not run ${wanted}`, { path });
  }
  const { line } = workflow.source.positionAt(best.command.span.start);
  const runs = `job \`${best.job.id}\` of \`${path}\` runs ${wanted}`;
  if (working !== undefined) return evidence(check.kind, 'holds', runs, { path, line });
  const lacking = best.missing.map((step) => `\`${stepCommand(check.runtime, step)}\``).join(' and ');
  return evidence(check.kind, 'fails', `${runs}, but not after ${lacking}`, { path, line });
}

function commandsOf(
  workflow: Workflow | undefined,
  job: Workflow['jobs'][number],
  runtime: string,
): LifecycleCommand[] {
  return workflow === undefined ? [] : lifecycleCommands(workflow, job, runtime);
}

/** The first command of the step that comes after the steps it needs; else its first, with what is missing before it. */
function findStep(
  commands: readonly LifecycleCommand[],
  step: LifecycleStep,
): { command: LifecycleCommand | undefined; missing: readonly LifecycleStep[] } {
  const candidates = commands.flatMap((command, at) =>
    command.step === step ? [{ command, missing: missingBefore(commands.slice(0, at), step) }] : [],
  );
  const [first] = candidates.toSorted((a, b) => a.missing.length - b.missing.length);
  return first ?? { command: undefined, missing: lifecycleSteps };
}

/** The needed steps that don't stand before in their order: a `start` before the `create` counts for nothing. */
function missingBefore(before: readonly LifecycleCommand[], step: LifecycleStep): LifecycleStep[] {
  let from = 0;
  return needs[step].filter((needed) => {
    const at = before.findIndex((command, index) => index >= from && command.step === needed);
    if (at >= 0) from = at + 1;
    return at < 0;
  });
}
