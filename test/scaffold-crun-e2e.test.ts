import { chmodSync, chownSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scaffoldCrunE2e } from '../src/core/scaffold/crun-e2e.ts';
import { policyOf } from './core/scaffold/policy-of.ts';
import {
  type CrunFault,
  findCrun,
  newCrunSandbox,
  readLog,
  type WorkingCrun,
  writeProgram,
} from './executor/crun.ts';
import { everyFault } from './executor/every-fault.ts';
import type { Fault } from './executor/fault.ts';
import { inBatches } from './executor/in-batches.ts';
import type { StepRun } from './executor/job-state.ts';
import { newMachine } from './executor/machine.ts';
import { runJob } from './executor/run-job.ts';
import { withoutPrograms } from './executor/without-programs.ts';
import { type PlainStep, type PlainWorkflow, parsePlainWorkflow } from './executor/workflow-file.ts';

const model = scaffoldCrunE2e(
  policyOf([{ name: 'proxmox', provides: ['crun'] }, { name: 'proxmox-runner0' }]),
);
if (model.kind === 'refused') throw new Error(model.because);
const workflow = parsePlainWorkflow(model.text);
const job = 'lifecycle';
const steps = workflow.jobs[job]?.steps ?? [];
const matrix = { runner: { name: 'proxmox', labels: ['self-hosted', 'proxmox'] } };
const container = 'crun-e2e-4242-1-proxmox';
const faults = everyFault(workflow, job, '/nowhere');

interface Trial {
  readonly workflow?: PlainWorkflow;
  readonly fault?: Fault;
  readonly crunFault?: CrunFault;
}

/** Runs the model's job and looks at what is left on the machine before anything is removed. */
async function execute(crun: WorkingCrun, trial: Trial = {}) {
  const sandbox = newCrunSandbox(crun, trial.crunFault ? { fault: trial.crunFault } : {});
  const machine = newMachine({ path: [sandbox.bin] });
  try {
    const { fault } = trial;
    const cancelWhen = trial.crunFault?.kind === 'cancellation' ? { cancelWhen: sandbox.reached } : {};
    const changed = trial.workflow ?? workflow;
    const run = await runJob({
      workflow: changed,
      job,
      machine,
      matrix,
      ...cancelWhen,
      ...(fault && { fault }),
    });
    const files = readdirSync(machine.temp).filter((name) => !name.startsWith('_'));
    return { ...run, containers: sandbox.containers(), files, calls: readLog(sandbox.log) };
  } finally {
    sandbox.remove();
    machine.remove();
  }
}

/** The model with each step changed, or left out where `change` returns undefined. */
function changed(change: (step: PlainStep) => PlainStep | undefined): PlainWorkflow {
  const kept = steps.map(change).filter((step) => step !== undefined);
  return { ...workflow, jobs: { [job]: { ...workflow.jobs[job], steps: kept } } };
}

const withoutCleanUp = (step: PlainStep) => (step.name === 'Clean up' ? undefined : step);
const withoutTraps = (step: PlainStep) =>
  step.run === undefined ? step : { ...step, run: step.run.replace(/^trap .*\n/m, '') };

const outcomes = (run: { readonly steps: readonly StepRun[] }) =>
  Object.fromEntries(run.steps.map((step) => [step.name, step.outcome]));

const found = findCrun();
const title = found.kind === 'missing' ? ` (skipped: ${found.why})` : '';

describe.skipIf(found.kind === 'missing')(`the model of a crun E2E on real crun${title}`, () => {
  const { crun } = found as { readonly crun: WorkingCrun };

  it('takes a container through its whole life and leaves nothing but its output', async () => {
    const run = await execute(crun);
    expect(run.steps.filter((step) => step.outcome !== 'success')).toEqual([]);
    expect(run.status).toBe('success');
    const printed = (name: string) => run.steps.find((step) => step.name === name)?.output;
    expect(printed('Create')).toContain('"status": "created"');
    expect(printed('State')).toContain('"status": "running"');
    expect(printed('State')).toContain(container);
    expect(printed('Stop')).toContain('"status": "stopped"');
    expect(run.calls.filter((call) => /^(create|start|kill|delete)/.test(call))).toEqual([
      expect.stringMatching(`^create --bundle .* ${container}$`),
      `start ${container}`,
      `kill ${container} TERM`,
      `delete ${container}`,
      `delete --force ${container}`,
    ]);
    expect(run.containers).toEqual([]);
    expect(run.files).toEqual([`${container}.log`]);
  });

  it.each(steps.map((step, index) => [step.name, String(index)]))(
    'leaves nothing, wherever the step "%s" fails or is cancelled',
    async (_, place) => {
      const trials = faults.filter((fault) => fault.step === place);
      expect(trials.length).toBeGreaterThanOrEqual(2);
      const results = await inBatches(trials, 3, async (fault) => ({
        fault,
        run: await execute(crun, { fault }),
      }));
      expect(results.filter(({ run }) => run.containers.length > 0)).toEqual([]);
      const met = results.filter(({ run }) => run.struck);
      expect(met.length).toBeGreaterThanOrEqual(2);
      for (const { fault, run } of results) {
        if (!run.struck) expect([fault.words, run.status]).toEqual([fault.words, 'success']);
        else if (fault.kind === 'cancellation')
          expect([fault.words, run.status]).toEqual([fault.words, 'cancelled']);
      }
      // Some of a step's commands may fail without harm, but not all of them.
      expect(met.map(({ run }) => run.status)).toContain('failure');
    },
    120_000,
  );

  it('leaves nothing, whichever call of crun goes wrong', async () => {
    const { calls } = await execute(crun);
    const firstOfCleanUp = calls.findIndex((call) => call.startsWith('delete --force'));
    const trials = calls.flatMap((_, index) =>
      (['before', 'after', 'cancellation'] as const)
        .filter((kind) => kind !== 'cancellation' || index < firstOfCleanUp)
        .map((kind) => ({ call: index + 1, kind })),
    );
    const results = await inBatches(trials, 3, async (crunFault) => {
      const run = await execute(crun, { crunFault });
      return { ...crunFault, asked: calls[crunFault.call - 1], left: run.containers, status: run.status };
    });
    expect(results.filter(({ left }) => left.length > 0)).toEqual([]);
    expect(new Set(results.map(({ status }) => status))).toEqual(
      new Set(['success', 'failure', 'cancelled']),
    );
  }, 120_000);

  it('needs no later step to remove the container of a step that failed: the trap does', async () => {
    const trials = faults.filter(({ kind, words }) => kind === 'failure' && /crun|grep/.test(words));
    expect(trials.length).toBeGreaterThan(5);
    const alone = changed(withoutCleanUp);
    const results = await inBatches(trials, 3, async (fault) => {
      const run = await execute(crun, { workflow: alone, fault });
      return { fault: fault.words, left: run.containers };
    });
    expect(results.filter(({ left }) => left.length > 0)).toEqual([]);
  }, 120_000);

  it('needs no trap to remove the container in the end: the last step does', async () => {
    const alone = changed(withoutTraps);
    expect(alone).not.toEqual(workflow);
    const trials = everyFault(alone, job, '/nowhere').filter(
      ({ kind, words }) => kind === 'cancellation' && /`crun (start|state|list|kill|delete)\b/.test(words),
    );
    expect(trials.length).toBeGreaterThan(5);
    const results = await inBatches(trials, 3, async (fault) => {
      const run = await execute(crun, { workflow: alone, fault });
      return { fault: fault.words, left: run.containers };
    });
    expect(results.filter(({ left }) => left.length > 0)).toEqual([]);
  }, 120_000);

  it('would leave the container without either of them', async () => {
    const bare = changed((step) => {
      const kept = withoutCleanUp(step);
      return kept && withoutTraps(kept);
    });
    const start = String(bare.jobs[job]?.steps?.findIndex((step) => step.name === 'Start'));
    const run = await execute(crun, { workflow: bare, fault: { step: start, point: 1, kind: 'failure' } });
    expect(run.containers).toEqual([container]);
  });
});

const nobody = 65534;

describe.skipIf(found.kind === 'missing')(`the model of a crun E2E without root${title}`, () => {
  const { crun } = found as { readonly crun: WorkingCrun };

  it('needs neither root nor sudo', async () => {
    const { starter, flags } = crun.manner;
    const root = process.getuid?.() === 0;
    const demotion = ['setpriv', `--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups'];
    const machine = newMachine({ starter: [...starter, ...(root ? demotion : [])] });
    const bin = join(machine.home, 'bin');
    mkdirSync(bin);
    // Without a place for containers: that is what the model has to find.
    writeProgram(join(bin, 'crun'), `exec ${crun.program} ${flags.join(' ')} "$@"`);
    chmodSync(machine.home, 0o755);
    if (root) for (const folder of [machine.temp, machine.workspace]) chownSync(folder, nobody, nobody);
    try {
      const run = await runJob({ workflow, job, machine: { ...machine, path: [bin] }, matrix });
      expect(run.steps.filter((step) => step.outcome !== 'success')).toEqual([]);
      expect(readdirSync(join(machine.temp, 'crun/crun'))).toEqual([]);
    } finally {
      machine.remove();
    }
  });
});

describe('the model of a crun E2E where something is missing', () => {
  it.each([
    ['crun', ['crun'], 'crun'],
    ['busybox', ['busybox', 'busybox.static'], 'busybox-static'],
    ['both', ['crun', 'busybox', 'busybox.static'], 'crun busybox-static'],
  ])('skips the rest with a clear message without %s', async (_, missing, named) => {
    const run = await onMachineWithout(missing);
    expect(run.status).toBe('success');
    expect(run.steps[0]?.output).toBe(
      `::warning title=crun E2E skipped::${named} not found on runner-1 (apt-get install ${named})\n`,
    );
    expect(run.summary).toBe(`Skipped on runner-1: ${named} not found.\n`);
    const { 'Look for crun and busybox': look, ...others } = outcomes(run);
    expect(look).toBe('success');
    expect(new Set(Object.values(others))).toEqual(new Set(['skipped']));
  });

  it('takes a busybox that needs libraries for none', async () => {
    const run = await onMachineWithout(['busybox', 'crun'], { crun: '/bin/true', busybox: '/bin/ls' });
    expect(run.steps[0]?.output).toContain('::busybox-static not found');
    expect(run.steps.slice(1).every((step) => step.outcome === 'skipped')).toBe(true);
  });
});

async function onMachineWithout(missing: readonly string[], instead: Readonly<Record<string, string>> = {}) {
  const machine = newMachine();
  try {
    const systemPath = withoutPrograms(join(machine.home, 'bin'), missing);
    for (const [name, target] of Object.entries(instead)) symlinkSync(target, join(systemPath, name));
    return await runJob({ workflow, job, machine: { ...machine, systemPath }, matrix });
  } finally {
    machine.remove();
  }
}
