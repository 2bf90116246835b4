import { cpSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from '../../src/core/workflow/json-value.ts';
import { type CrunFault, newCrunSandbox, readLog, type WorkingCrun, writeProgram } from './crun.ts';
import { type Fault, showFault } from './fault.ts';
import { inBatches } from './in-batches.ts';
import { newMachine } from './machine.ts';
import { type JobRun, runJob } from './run-job.ts';
import { faultsWorthTrying } from './traced-faults.ts';
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
}

/** What became of a job on all its ways: undisturbed, with a fault at every point, with each call of crun failing. */
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
  const traced = await attempt(crun, suspect, 'traced');
  const calls = traced.log.filter((line) => !line.startsWith('@'));
  const faults = faultsWorthTrying(traced.log).map((fault) => ({ fault }));
  const disturbed = await inBatches([...faults, ...crunFaultsOf(calls)], 3, (trial) =>
    attempt(crun, suspect, trial),
  );
  const all = [traced, ...disturbed.filter(({ met }) => met)];
  const leaks = all.filter(({ left }) => left.length > 0).map(({ way, left }) => ({ way, left }));
  return { undisturbed: traced.run, calls, ways: all.length, leaks };
}

type Trial = { readonly fault: Fault } | { readonly crunFault: CrunFault } | 'traced';

/** That the removal itself fails is left out: no clean-up can be written against it. */
function crunFaultsOf(calls: readonly string[]): readonly { readonly crunFault: CrunFault }[] {
  return calls.flatMap((call, index) =>
    /\bdelete\b/.test(call) ? [] : [{ crunFault: { call: index + 1, when: 'before' as const } }],
  );
}

async function attempt(crun: WorkingCrun, suspect: Suspect, trial: Trial) {
  const crunFault = trial !== 'traced' && 'crunFault' in trial ? trial.crunFault : undefined;
  const fault = trial !== 'traced' && 'fault' in trial ? trial.fault : undefined;
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
    const trace = trial === 'traced' ? { trace: sandbox.log } : {};
    const run = await runJob({ ...suspect, machine, ...trace, ...(fault && { fault }) });
    const log = readLog(sandbox.log);
    const met = crunFault === undefined ? run.struck : log.length >= crunFault.call;
    return { run, met, way: wayOf(fault, crunFault), left: sandbox.containers(), log };
  } finally {
    sandbox.remove();
    machine.remove();
  }
}

function wayOf(fault: Fault | undefined, crunFault: CrunFault | undefined): string {
  if (fault !== undefined) return showFault(fault);
  return crunFault === undefined ? 'undisturbed' : `call ${crunFault.call} of crun fails`;
}
