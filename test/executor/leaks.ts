import { cpSync, existsSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from '../../src/core/workflow/json-value.ts';
import { type CrunFault, newCrunSandbox, readLog, type WorkingCrun, writeProgram } from './crun.ts';
import { everyFault, type PossibleFault } from './every-fault.ts';
import { inBatches } from './in-batches.ts';
import { newMachine } from './machine.ts';
import { type JobRun, runJob } from './run-job.ts';
import { commandsIn } from './script-commands.ts';
import { readTrace, type Trace } from './trace.ts';
import type { PlainWorkflow } from './workflow-file.ts';

/** A job to put to the test, in the repository that it stands in. */
export interface Suspect {
  readonly workflow: PlainWorkflow;
  readonly job: string;
  readonly matrix?: Readonly<Record<string, Json>>;
  readonly inputs?: Readonly<Record<string, Json>>;
  /** The folder that becomes the workspace; none where the workflow needs no files. */
  readonly repository?: string;
}

/** A way through a job that leaves containers behind. */
export interface Leak {
  readonly way: string;
  readonly left: readonly string[];
  /** What went wrong: the work, or the clean-up itself before it came to the removal. */
  readonly struck: 'nothing' | 'work' | 'clean-up';
}

/** What became of a job on all its ways: undisturbed, with a fault at every command, and at every call of crun. */
export interface Verdict {
  readonly undisturbed: JobRun;
  /** The arguments of each call of crun, undisturbed. */
  readonly calls: readonly string[];
  /** How many ways were really gone: a fault that was never met is none. */
  readonly ways: number;
  readonly leaks: readonly Leak[];
}

/** Runs a job on all its ways and says on which of them it leaves containers. */
export async function findLeaks(crun: WorkingCrun, suspect: Suspect): Promise<Verdict> {
  const first = await attempt(crun, suspect, 'traced');
  const trace = readTrace(first.log);
  const faults = everyFault(suspect.workflow, suspect.job, suspect.repository ?? '/nowhere');
  const trials = [...commandTrials(faults, trace), ...callTrials(faults, trace)];
  const disturbed = await inBatches(trials, 3, async (trial) => ({
    ...(await attempt(crun, suspect, trial)),
    way: trial.way,
    struck: trial.struck,
  }));
  const all = [
    { ...first, way: 'undisturbed', struck: 'nothing' as const },
    ...disturbed.filter(({ met }) => met),
  ];
  return {
    undisturbed: first.run,
    calls: trace.calls.map(({ words }) => words),
    ways: all.length,
    leaks: all.filter(({ left }) => left.length > 0).map(({ way, left, struck }) => ({ way, left, struck })),
  };
}

interface Trial {
  readonly way: string;
  readonly struck: 'work' | 'clean-up';
  readonly fault?: PossibleFault;
  readonly crunFault?: CrunFault;
}

/**
 * Faults of the commands that ran after a container may have been made. That a removal itself fails is left out: no
 * clean-up can be written against it.
 */
function commandTrials(faults: readonly PossibleFault[], { commands }: Trace): readonly Trial[] {
  return faults.flatMap((fault) => {
    const command = commands.find((one) => one.step === fault.step && one.point === fault.point);
    if (!command?.afterCreation || (fault.kind === 'failure' && command.removes)) return [];
    return [{ way: fault.words, struck: command.inCleanUp ? 'clean-up' : 'work', fault }];
  });
}

/** Faults of the calls that no command of a step's script makes itself: those of other scripts, of traps and the like. */
function callTrials(faults: readonly PossibleFault[], { calls }: Trace): readonly Trial[] {
  return calls.flatMap(({ words, step, point, removes, inCleanUp, afterCreation, goesOn }, index) => {
    const command = faults.find((fault) => fault.step === step && fault.point === point);
    if (removes || !afterCreation || /^(sudo )?(crun|runc|youki) /.test(command?.command ?? '')) return [];
    const call = { struck: inCleanUp ? 'clean-up' : 'work' } as const;
    const at = (kind: CrunFault['kind']) => ({ crunFault: { call: index + 1, kind } });
    const fails = { ...call, ...at('before'), way: `\`crun ${words}\` fails` };
    const lasts = { ...call, ...at('cancellation'), way: `cancelled at \`crun ${words}\`` };
    return goesOn ? [fails] : [fails, lasts];
  });
}

async function attempt(crun: WorkingCrun, suspect: Suspect, trial: Trial | 'traced') {
  const { fault, crunFault } = trial === 'traced' ? {} : trial;
  const sandbox = newCrunSandbox(crun, {
    bundles: 'made where missing',
    ...(crunFault && { fault: crunFault }),
  });
  // A test runs as root already, or needs no root.
  writeProgram(
    join(sandbox.bin, 'sudo'),
    'while case $1 in -*) ;; *) false ;; esac; do shift; done\nexec env "$@"',
  );
  // A name that no folder of the PATH knows is taken for a command that does its work.
  const machine = newMachine({
    path: [sandbox.bin],
    env: { 'BASH_FUNC_command_not_found_handle%%': '() { :; }' },
  });
  try {
    if (suspect.repository !== undefined) cpSync(suspect.repository, machine.workspace, { recursive: true });
    for (const name of ['runc', 'youki']) symlinkSync('crun', join(sandbox.bin, name));
    for (const name of missingScripts(suspect, machine.workspace))
      writeProgram(join(machine.workspace, name), ':');
    const trace = trial === 'traced' ? { trace: sandbox.log } : {};
    const cancelWhen = crunFault?.kind === 'cancellation' ? { cancelWhen: sandbox.reached } : {};
    const run = await runJob({ ...suspect, machine, ...trace, ...cancelWhen, ...(fault && { fault }) });
    const log = readLog(sandbox.log);
    const met = crunFault === undefined ? run.struck : log.length >= crunFault.call;
    return { run, met, left: sandbox.containers(), log };
  } finally {
    sandbox.remove();
    machine.remove();
  }
}

/** Scripts of the repository that a job's steps run by their path and that a fixture doesn't have: they do nothing. */
function missingScripts({ workflow, job }: Suspect, workspace: string): readonly string[] {
  const scripts = (workflow.jobs[job]?.steps ?? []).map((step) => step.run ?? '');
  const named = scripts.flatMap((script) => commandsIn(script).map(({ name }) => name));
  return [...new Set(named)].filter((name) => name.startsWith('./') && !existsSync(join(workspace, name)));
}
