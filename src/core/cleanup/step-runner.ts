import { startOf } from '../shell/new-machine.ts';
import { resolvePath } from '../shell/paths.ts';
import { type ShellPlace, scriptOfScalar } from '../shell/script-text.ts';
import { type Shell, shellOf } from '../shell/shell-of.ts';
import type { Machine } from '../shell/shell-process.ts';
import type { SourceText } from '../source/source-text.ts';
import { conditionHolds, type Ending } from '../workflow/condition.ts';
import type { Contexts } from '../workflow/contexts.ts';
import type { ScalarNode, Step } from '../workflow/model.ts';
import { actionScripts } from './action-script.ts';
import type { LiveContainers } from './container.ts';
import type { ContainerDomain } from './container-domain.ts';
import { add, type Cause, emptyFlow, endings, entering, type JobFlow, type Remaining } from './job-flow.ts';
import type { JobPlace } from './job-run.ts';
import { findLocalAction, type LocalAction } from './local-action.ts';
import { runStepScript, type ScriptRun } from './script-run.ts';
import { nameOf } from './step-name.ts';
import type { JobVariables } from './step-variables.ts';
import { soundsLikeCleanupAction } from './unread-cleanup.ts';

interface Shared {
  readonly place: JobPlace;
  readonly machine: Machine<LiveContainers>;
  readonly domain: ContainerDomain;
  readonly variables: JobVariables;
  /** What is known so far of the contexts that conditions read. */
  contexts(): Contexts;
}

/** A step, of the job or of an action that it uses. */
interface StepHere {
  readonly step: Step;
  readonly source: SourceText;
  /** For the step of an action: where the workflow uses it. */
  readonly calledAt: ShellPlace | undefined;
  readonly depth: number;
}

/** Runs the steps of a job one after the other, on all ways that they may go at once. */
export class StepRunner {
  /** Whether the steps so far may all have succeeded. */
  succeeds = true;
  readonly #shared: Shared;
  readonly #posts: ((flow: JobFlow) => void)[] = [];

  constructor(shared: Shared) {
    this.#shared = shared;
  }

  /** Changes the flow as a step does that may run or not, succeed, fail, or be cancelled. */
  step(here: StepHere, flow: JobFlow): void {
    const runsAfter = this.#runsAfter(here.step);
    if (runsAfter.length === 0) return;
    const action = this.#localAction(here);
    if (action !== undefined) this.#composite(action, here, { flow, runsAfter });
    else if (here.step.run !== undefined) this.#script(here.step.run, here, { flow, runsAfter });
    else if (this.#actionScripts(here, { flow, runsAfter })) return;
    else if (soundsLikeCleanupAction(here.step.uses?.text ?? '')) this.#unread({ flow, runsAfter });
    this.#risk(here, { flow, runsAfter });
  }

  /** Runs what the job's actions do when it is over, the last one's first. */
  finish(flow: JobFlow): void {
    for (const run of this.#posts.toReversed()) run(flow);
  }

  /** Whether the step gives scripts to an action that runs them. */
  #actionScripts(
    here: StepHere,
    { flow, runsAfter }: { flow: JobFlow; runsAfter: readonly Ending[] },
  ): boolean {
    const scripts = actionScripts(here.step);
    for (const { script, when } of scripts) {
      if (when === 'now') this.#script(script, here, { flow, runsAfter });
      else this.#posts.push((end) => this.#script(script, here, { flow: end, runsAfter: endings }));
    }
    if (scripts.length > 0) this.#risk(here, { flow, runsAfter });
    return scripts.length > 0;
  }

  #runsAfter(step: Step): readonly Ending[] {
    const reached = this.succeeds ? endings : endings.filter((ending) => ending !== 'success');
    if (step.if === undefined) return reached.filter((ending) => ending === 'success');
    const contexts = this.#shared.contexts();
    return reached.filter((ending) => conditionHolds(step.if, ending, contexts) !== 'no');
  }

  #script(
    run: ScalarNode,
    here: StepHere,
    { flow, runsAfter }: { flow: JobFlow; runsAfter: readonly Ending[] },
  ): void {
    const { machine, variables } = this.#shared;
    const { step } = here;
    const shell = this.#shellOf(here);
    if (shell.kind === 'other') return;
    const { source, calledAt } = here;
    const script = scriptOfScalar(
      run,
      machine.symbols,
      calledAt === undefined ? { source } : { source, calledAt },
    );
    const start = startOf(machine, script, { facts: entering(flow, runsAfter), shell, cwd: '' });
    variables.give(step.env, start);
    start.shell.cwd = this.#directory(here, start);
    const result = runStepScript(start);
    variables.takeOver(machine, step.id?.text);
    this.#settle(result, here, { flow, runsAfter });
    if (runsAfter.includes('success') && !result.succeeds && !isTrue(step.continueOnError))
      this.succeeds = false;
  }

  #shellOf({ step, depth }: StepHere): Shell {
    const { place } = this.#shared;
    if (step.run === undefined) return { kind: 'bash', errexit: false, pipefail: false };
    const at = depth === 0 ? { step, job: place.job, workflow: place.workflow } : { step };
    return shellOf(at, place.labelSets);
  }

  #directory(here: StepHere, start: Parameters<typeof resolvePath>[1]): string | undefined {
    const { place, variables } = this.#shared;
    const defaults =
      here.depth === 0
        ? (place.job.defaults.workingDirectory ?? place.workflow.defaults.workingDirectory)
        : undefined;
    const named = here.step.workingDirectory ?? defaults;
    return named === undefined ? '' : resolvePath(variables.encode(named.text), start);
  }

  /** Takes over what the script did to containers of earlier steps, and what it left of its own. */
  #settle(
    { before, left }: ScriptRun,
    here: StepHere,
    { flow, runsAfter }: { flow: JobFlow; runsAfter: readonly Ending[] },
  ): void {
    for (const ending of runsAfter)
      for (const [id, remaining] of before === undefined ? [] : flow[ending]) {
        const after = before?.get(id);
        if (after === undefined) flow[ending].delete(id);
        else flow[ending].set(id, { ...remaining, live: after });
      }
    const tolerated = isTrue(here.step.continueOnError);
    for (const { live, how, end, lateTrap } of left) {
      const loss = end.loss !== undefined && end.loss.time >= live.container.time ? end.loss : undefined;
      const cause: Cause = {
        ...{ how, step: nameOf(here.step), at: end.at },
        ...(loss && { loss }),
        ...(lateTrap && { lateTrap }),
      };
      const remaining: Remaining = { live, cause };
      for (const ending of runsAfter)
        add(flow, after(ending, tolerated && how === 'failure' ? 'success' : how), remaining);
    }
  }

  #composite(
    action: LocalAction,
    here: StepHere,
    { flow, runsAfter }: { flow: JobFlow; runsAfter: readonly Ending[] },
  ): void {
    const { variables } = this.#shared;
    const inside = emptyFlow();
    for (const ending of runsAfter)
      for (const remaining of flow[ending].values()) add(inside, ending, remaining);
    const inputs = action.inputs(here.step.with, (text) => variables.encode(text));
    for (const [name, value] of inputs) variables.define(`inputs.${name}`, value);
    for (const step of action.steps)
      this.step(
        { step, source: action.source, calledAt: here.calledAt ?? action.usedAt, depth: here.depth + 1 },
        inside,
      );
    for (const [name] of inputs) variables.define(`inputs.${name}`, undefined);
    for (const [name, value] of action.outputs)
      if (here.step.id !== undefined) variables.output(here.step.id.text, name, variables.encode(value));
    const tolerated = isTrue(here.step.continueOnError);
    for (const ending of runsAfter) flow[ending].clear();
    for (const ending of endings)
      for (const remaining of inside[ending].values())
        add(flow, tolerated && ending === 'failure' ? 'success' : ending, remaining);
  }

  /** Somebody else's action that says by its name that it cleans up. */
  #unread({ flow, runsAfter }: { flow: JobFlow; runsAfter: readonly Ending[] }): void {
    for (const ending of runsAfter)
      for (const [id, remaining] of flow[ending])
        flow[ending].set(id, { ...remaining, live: { ...remaining.live, state: 'perhaps-gone' } });
  }

  #localAction(here: StepHere): LocalAction | undefined {
    const { uses } = here.step;
    if (uses === undefined || here.depth > 8) return undefined;
    return findLocalAction(uses, here.source, this.#shared.place.repository);
  }

  /** A step may fail or be cancelled: what is there when it runs is then there on that way too. */
  #risk(
    { step, depth }: StepHere,
    { flow, runsAfter }: { flow: JobFlow; runsAfter: readonly Ending[] },
  ): void {
    const name = nameOf(step);
    for (const { live } of runsAfter.includes('success') ? flow.success.values() : []) {
      // How the script that made it may end is known from the script itself.
      if (depth === 0 && live.container.step === step.index) continue;
      if (!isTrue(step.continueOnError))
        add(flow, 'failure', { live, cause: { how: 'failure', step: name } });
      add(flow, 'cancelled', { live, cause: { how: 'cancelled', step: name } });
    }
    for (const { live } of runsAfter.includes('failure') ? flow.failure.values() : [])
      add(flow, 'cancelled', { live, cause: { how: 'cancelled', step: name } });
  }
}

/** Where a step leads that ran after one ending and ended in some way itself. */
function after(ran: Ending, how: Ending): Ending {
  if (ran === 'cancelled' || how === 'cancelled') return 'cancelled';
  return ran === 'failure' ? 'failure' : how;
}

function isTrue(node: ScalarNode | undefined): boolean {
  return node?.value === true;
}
