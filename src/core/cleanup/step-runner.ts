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
import { isTrue, type Passage, perhapsRemoveAll, riskStep, settleScript } from './flow-changes.ts';
import { add, emptyFlow, endings, entering, type JobFlow } from './job-flow.ts';
import type { JobPlace } from './job-run.ts';
import { findLocalAction, type LocalAction } from './local-action.ts';
import { runStepScript } from './script-run.ts';
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
  /** The inputs of that action. */
  readonly inputs?: ReadonlyMap<string, string>;
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
    const passage = { flow, runsAfter };
    const action = this.#localAction(here);
    if (action !== undefined) this.#composite(action, here, passage);
    else if (here.step.run !== undefined) this.#script(here.step.run, here, passage);
    else this.#action(here, passage);
    riskStep(here.step, passage, (madeIn) => here.depth === 0 && madeIn === here.step.index);
  }

  /** Runs what the job's actions do when it is over, the last one's first. */
  finish(flow: JobFlow): void {
    for (const run of this.#posts.toReversed()) run(flow);
  }

  /** Somebody else's action: the scripts that it is given are run; one that says that it cleans up may. */
  #action(here: StepHere, passage: Passage): void {
    for (const { script, when } of actionScripts(here.step)) {
      if (when === 'now') this.#script(script, here, passage);
      else this.#posts.push((end) => this.#script(script, here, { flow: end, runsAfter: endings }));
    }
    if (soundsLikeCleanupAction(here.step.uses?.text ?? '')) perhapsRemoveAll(passage);
  }

  #runsAfter(step: Step): readonly Ending[] {
    const reached = this.succeeds ? endings : endings.filter((ending) => ending !== 'success');
    if (step.if === undefined) return reached.filter((ending) => ending === 'success');
    const contexts = this.#shared.contexts();
    return reached.filter((ending) => conditionHolds(step.if, ending, contexts) !== 'no');
  }

  #script(run: ScalarNode, here: StepHere, passage: Passage): void {
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
    const start = startOf(machine, script, {
      facts: entering(passage.flow, passage.runsAfter),
      shell,
      cwd: '',
    });
    variables.give(step.env, start);
    start.shell.cwd = this.#directory(here, start);
    const result = runStepScript(start);
    variables.takeOver(machine, step.id?.text);
    settleScript(result, step, passage);
    if (passage.runsAfter.includes('success') && !result.succeeds && !isTrue(step.continueOnError))
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

  #composite(action: LocalAction, here: StepHere, { flow, runsAfter }: Passage): void {
    const { variables } = this.#shared;
    const inside = emptyFlow();
    for (const ending of runsAfter)
      for (const remaining of flow[ending].values()) add(inside, ending, remaining);
    const inputs = action.inputs(here.step.with, (text) => variables.encode(text));
    for (const [name, value] of inputs) variables.define(`inputs.${name}`, value);
    const { source, usedAt } = action;
    const within = { source, calledAt: here.calledAt ?? usedAt, inputs, depth: here.depth + 1 };
    for (const step of action.steps) this.step({ ...within, step }, inside);
    for (const [name] of inputs) variables.define(`inputs.${name}`, here.inputs?.get(name));
    for (const [name, value] of action.outputs)
      if (here.step.id !== undefined) variables.output(here.step.id.text, name, variables.encode(value));
    const tolerated = isTrue(here.step.continueOnError);
    if (tolerated) this.succeeds = true;
    for (const ending of runsAfter) flow[ending].clear();
    for (const ending of endings)
      for (const remaining of inside[ending].values())
        add(flow, tolerated && ending === 'failure' ? 'success' : ending, remaining);
  }

  #localAction(here: StepHere): LocalAction | undefined {
    const { uses } = here.step;
    if (uses === undefined || here.depth > 8) return undefined;
    return findLocalAction(uses, here.source, this.#shared.place.repository);
  }
}
