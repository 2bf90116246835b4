import { startOf } from '../shell/new-machine.ts';
import { resolvePath } from '../shell/paths.ts';
import { type ShellPlace, scriptOfScalar } from '../shell/script-text.ts';
import { type Shell, shellOf } from '../shell/shell-of.ts';
import type { Machine } from '../shell/shell-process.ts';
import type { SourceText } from '../source/source-text.ts';
import type { Contexts } from '../workflow/contexts.ts';
import type { ScalarNode, Step } from '../workflow/model.ts';
import { actionScripts } from './action-script.ts';
import type { LiveContainers } from './container.ts';
import type { ContainerDomain } from './container-domain.ts';
import { isTrue, perhapsRemoveAll, riskStep, settleScript } from './flow-changes.ts';
import { add, emptyFlow, endings, entering, type JobFlow, type Passage, passing } from './job-flow.ts';
import type { JobPlace } from './job-run.ts';
import { findLocalAction, type LocalAction } from './local-action.ts';
import { runStepScript } from './script-run.ts';
import { type Gate, gateOf, type PassedStep } from './step-gate.ts';
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
  /** The index of the job's step that it is, or that uses the action it stands in. */
  readonly index: number;
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
  readonly #passed: PassedStep[] = [];
  readonly #posts: ((flow: JobFlow) => void)[] = [];

  constructor(shared: Shared) {
    this.#shared = shared;
  }

  /** Changes the flow as a step does that may run or not, succeed, fail, or be cancelled. */
  step(here: StepHere, flow: JobFlow): void {
    const gate = this.#gate(here);
    if (here.depth === 0) this.#passed.push({ ...here, runsAfter: gate.runsAfter });
    if (gate.runsAfter.length === 0) return;
    const passage = { flow, ...gate };
    const action = this.#localAction(here);
    if (action !== undefined) this.#composite(action, here, passage);
    else if (here.step.run !== undefined) this.#script(here.step.run, here, passage);
    else this.#action(here, passage);
    riskStep(here, passage, (madeIn) => here.depth === 0 && madeIn === here.step.index);
  }

  /** Runs what the job's actions do when it is over, the last one's first. */
  finish(flow: JobFlow): void {
    for (const run of this.#posts.toReversed()) run(flow);
  }

  /** Somebody else's action: the scripts that it is given are run; one that says that it cleans up may. */
  #action(here: StepHere, passage: Passage): void {
    for (const { script, when } of actionScripts(here.step)) {
      if (when === 'now') this.#script(script, here, passage);
      else
        this.#posts.push((end) =>
          this.#script(script, here, { flow: end, runsAfter: endings, runsOn: () => true }),
        );
    }
    if (soundsLikeCleanupAction(here.step.uses?.text ?? '')) perhapsRemoveAll(passage);
  }

  #gate({ step, depth }: StepHere): Gate {
    const contexts = this.#shared.contexts();
    // What the steps of an action ask for are the action's own steps.
    const { runsAfter, runsOn } = gateOf(step, contexts, depth === 0 ? this.#passed : undefined);
    return {
      runsAfter: this.succeeds ? runsAfter : runsAfter.filter((ending) => ending !== 'success'),
      runsOn,
    };
  }

  /** Runs a script, once for each way that the job may have gone so far where the script asks for that. */
  #script(run: ScalarNode, here: StepHere, passage: Passage): void {
    const env = here.step.env.map(({ value }) => (value.kind === 'scalar' ? value.text : ''));
    const asksStatus = [run.text, ...env].some((text) => /\bjob\s*\.\s*status\b/.test(text));
    // Whether an id was told, too, is another thing on each way.
    if (!asksStatus && ![...passing(passage)].some(({ live }) => live.isWithoutId)) {
      this.#runScript(run, here, passage);
      return;
    }
    const { variables } = this.#shared;
    // What the script makes itself goes to endings that are done with.
    for (const ending of endings.toReversed()) {
      if (!passage.runsAfter.includes(ending)) continue;
      variables.define('job.status', ending);
      this.#runScript(run, here, { ...passage, runsAfter: [ending] });
    }
    variables.define('job.status', undefined);
  }

  #runScript(run: ScalarNode, here: StepHere, passage: Passage): void {
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
    const start = startOf(machine, script, { facts: entering(passage), shell, cwd: '' });
    variables.give(step.env, start);
    start.shell.cwd = this.#directory(here, start);
    const result = runStepScript(start);
    variables.takeOver(start, step.id?.text);
    settleScript(result, here, passage);
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

  #composite(action: LocalAction, here: StepHere, passage: Passage): void {
    const { flow } = passage;
    const { variables } = this.#shared;
    const inside = emptyFlow(flow.by);
    for (const { ending, key, ...remaining } of passing(passage)) {
      add(inside, ending, remaining);
      flow[ending].delete(key);
    }
    const inputs = action.inputs(here.step.with, (text) => variables.encode(text));
    for (const [name, value] of inputs) variables.define(`inputs.${name}`, value);
    const { source, usedAt } = action;
    const { index } = here;
    const within = { index, source, calledAt: here.calledAt ?? usedAt, inputs, depth: here.depth + 1 };
    for (const step of action.steps) this.step({ ...within, step }, inside);
    for (const [name] of inputs) variables.define(`inputs.${name}`, here.inputs?.get(name));
    for (const [name, value] of action.outputs)
      if (here.step.id !== undefined) variables.output(here.step.id.text, name, variables.encode(value));
    const tolerated = isTrue(here.step.continueOnError);
    if (tolerated) this.succeeds = true;
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
