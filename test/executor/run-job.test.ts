import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Fault } from './fault.ts';
import type { JobRequest } from './job-state.ts';
import { type Machine, newMachine } from './machine.ts';
import { runJob } from './run-job.ts';
import { parsePlainWorkflow } from './workflow-file.ts';

type More = Partial<JobRequest> & { readonly prepare?: (machine: Machine) => void };

/** Runs the steps that a text gives, as the job `job` of a workflow with these top-level keys. */
async function run(steps: string, more: More = {}, head = '') {
  const machine = newMachine();
  const indented = steps.replace(/^/gm, '      ');
  const workflow = parsePlainWorkflow(`${head}\njobs:\n  job:\n    steps:\n${indented}`);
  try {
    more.prepare?.(machine);
    const { status, steps: ran, ...rest } = await runJob({ workflow, job: 'job', machine, ...more });
    const said = existsSync(join(machine.temp, 'said'))
      ? readFileSync(join(machine.temp, 'said'), 'utf8')
      : '';
    return {
      status,
      outcomes: ran.map((step) => step.outcome),
      output: ran.map((step) => step.output),
      said,
      ...rest,
    };
  } finally {
    machine.remove();
  }
}

/** A script that says a word where the test can read it, whatever becomes of its output. */
const say = (word: string) => `echo ${word} >>"$RUNNER_TEMP/said"`;

describe('what a step gets', () => {
  it('is the environment of workflow, job and step, the nearest first', async () => {
    const machine = newMachine();
    const workflow = parsePlainWorkflow(`
env: { A: workflow, B: workflow, C: workflow }
jobs:
  job:
    env: { B: job, C: job, D: "\${{ env.A }}-\${{ matrix.x }}" }
    steps:
      - run: echo "$A $B $C $D"
        env: { C: step }
      - run: echo "$C"
`);
    const result = await runJob({ workflow, job: 'job', machine, matrix: { x: 'leg' } });
    machine.remove();
    expect(result.steps.map((step) => step.output)).toEqual(['workflow job step workflow-leg\n', 'job\n']);
  });

  it('is what earlier steps put into GITHUB_ENV, GITHUB_OUTPUT and GITHUB_PATH, also when they failed', async () => {
    const { output, summary, outcomes } = await run(`
- id: first
  continue-on-error: true
  run: |
    echo NAME=value >>"$GITHUB_ENV"
    echo out=put >>"$GITHUB_OUTPUT"
    echo "$RUNNER_TEMP/own" >>"$GITHUB_PATH"
    echo done >>"$GITHUB_STEP_SUMMARY"
    echo "[$NAME]"
    exit 3
- run: |
    echo "$NAME \${{ env.NAME }} \${{ steps.first.outputs.out }} \${{ steps.first.outcome }} \${{ steps.first.conclusion }}"
    echo "\${PATH%%:*}" | grep -c "^$RUNNER_TEMP/own$"`);
    expect(output).toEqual(['[]\n', 'value value put failure success\n1\n']);
    expect(summary).toBe('done\n');
    expect(outcomes).toEqual(['failure', 'success']);
  });

  it('is its shell: without one bash stops at an error but not within a pipe, with `bash` within one too', async () => {
    const { outcomes } = await run(`
- run: "false | true"
- run: "false; true"
  continue-on-error: true
- run: "false | true"
  shell: bash
  continue-on-error: true
- run: "[ -z \\"\${BASH_VERSION-}\\" ]"
  shell: sh
- run: "false; true"
  shell: bash {0}`);
    expect(outcomes).toEqual(['success', 'failure', 'failure', 'success', 'success']);
  });

  it('is its folder, its own or the default', async () => {
    const prepare = (machine: Machine) => {
      for (const name of ['a', 'b']) mkdirSync(join(machine.workspace, name));
    };
    const { output } = await run(
      '- run: basename "$PWD"\n- run: basename "$PWD"\n  working-directory: b',
      { prepare },
      'defaults: { run: { working-directory: a } }',
    );
    expect(output).toEqual(['a\n', 'b\n']);
  });
});

describe('what a job does after a failure', () => {
  it('runs only the steps whose condition holds then', async () => {
    const { status, outcomes } = await run(`
- run: exit 1
- run: "true"
- if: failure()
  run: "true"
- if: always()
  run: "true"
- if: "!cancelled()"
  run: "true"
- if: cancelled()
  run: "true"`);
    expect(status).toBe('failure');
    expect(outcomes).toEqual(['failure', 'skipped', 'success', 'success', 'success', 'skipped']);
  });

  it('takes a step that is out of time for failed', async () => {
    const { status, outcomes } = await run('- run: sleep 60\n  timeout-minutes: 5\n- run: "true"', {
      minuteMs: 20,
    });
    expect({ status, outcomes }).toEqual({ status: 'failure', outcomes: ['failure', 'skipped'] });
  });
});

describe('a fault', () => {
  it.each([
    [0, ''],
    [1, 'one\n'],
  ])('at command %i lets the script come so far', async (point, said) => {
    const fault: Fault = { step: '0', point, kind: 'failure' };
    const result = await run(`- run: |\n    ${say('one')}\n    ${say('two')}`, { fault });
    expect(result).toMatchObject({ status: 'failure', said, struck: true });
  });

  it('strikes once, and may be forgiven by the script', async () => {
    const fault: Fault = { step: '0', point: 0, kind: 'failure' };
    const loop = `- run: |\n    until ${say('tried')}; do ${say('again')}; done`;
    expect(await run(loop, { fault })).toMatchObject({
      status: 'success',
      said: 'again\ntried\n',
      struck: true,
    });
    const list = `- run: |\n    ${say('one')} || ${say('two')}`;
    expect(await run(list, { fault })).toMatchObject({ status: 'success', said: 'two\n' });
  });

  it('is not met where its step is skipped or ends before it', async () => {
    const skipped = await run('- if: failure()\n  run: "true"', {
      fault: { step: '0', point: 0, kind: 'failure' },
    });
    const early = await run('- run: |\n    exit 0\n    true', {
      fault: { step: '0', point: 2, kind: 'failure' },
    });
    expect([skipped.struck, early.struck]).toEqual([false, false]);
  });

  it('in a step without a script is that the step fails', async () => {
    const fault: Fault = { step: '0', point: 0, kind: 'failure' };
    const { status, outcomes } = await run('- uses: actions/checkout@v5\n- run: "true"', { fault });
    expect({ status, outcomes }).toEqual({ status: 'failure', outcomes: ['failure', 'skipped'] });
  });
});

describe('a cancellation', () => {
  const fault: Fault = { step: '0', point: 1, kind: 'cancellation' };

  it('ends the step, then runs the steps whose condition holds', async () => {
    const { status, outcomes } = await run(
      `- run: |\n    true\n    ${say('never')}\n- if: always()\n  run: "true"\n- if: failure()\n  run: "true"\n- if: cancelled()\n  run: "true"`,
      { fault },
    );
    expect({ status, outcomes }).toEqual({
      status: 'cancelled',
      outcomes: ['cancelled', 'success', 'skipped', 'success'],
    });
  });

  it('leaves an EXIT trap its time', async () => {
    const { said } = await run(`- run: |\n    trap '${say('trapped')}' EXIT\n    true`, { fault });
    expect(said).toBe('trapped\n');
  });

  // bash puts the handler of a signal off until its foreground command has ended, and is killed before that.
  it('comes before the handler of a signal while a command lasts', async () => {
    const { said } = await run(`- run: |\n    trap '${say('trapped')}; exit 1' INT TERM EXIT\n    true`, {
      fault,
    });
    expect(said).toBe('');
  });

  it('does not end a step whose condition still holds', async () => {
    const { status, outcomes, said } = await run(
      `- if: always()\n  run: |\n    true\n    ${say('whole')}\n- run: "true"`,
      { fault },
    );
    expect({ status, outcomes, said }).toEqual({
      status: 'cancelled',
      outcomes: ['success', 'skipped'],
      said: 'whole\n',
    });
  });
});

it('ends what a job left running', async () => {
  const { said } = await run(`- run: (sleep 1; ${say('alive')}) & true\n- run: ${say('last')}`);
  await sleep(1500);
  expect(said).toBe('last\n');
});

describe('a local composite action', () => {
  const prepare = (machine: Machine) => {
    mkdirSync(join(machine.workspace, 'act'));
    writeFileSync(
      join(machine.workspace, 'act/action.yml'),
      `
inputs:
  name: { default: nobody }
  fail: { default: 'false' }
outputs:
  said: { value: "\${{ steps.say.outputs.said }}" }
runs:
  using: composite
  steps:
    - id: say
      shell: bash
      run: echo "said=\${{ inputs.name }} in $(basename "$GITHUB_ACTION_PATH")" >>"$GITHUB_OUTPUT"
    - shell: bash
      if: inputs.fail == 'true'
      run: exit 1
    - shell: bash
      if: always()
      run: ${say('cleaned')}
`,
    );
  };

  it('runs its steps with its inputs and gives its outputs', async () => {
    const { output } = await run(
      `- { id: act, uses: ./act, with: { name: me } }\n- run: echo "\${{ steps.act.outputs.said }}"`,
      { prepare },
    );
    expect(output.at(-1)).toBe('me in act\n');
  });

  it('fails with one of its steps, after those of its steps that run then', async () => {
    const { status, outcomes, said } = await run(`- { uses: ./act, with: { fail: true } }\n- run: "true"`, {
      prepare,
    });
    expect(status).toBe('failure');
    expect(outcomes).toEqual(['success', 'failure', 'success', 'failure', 'skipped']);
    expect(said).toBe('cleaned\n');
  });

  it('is cancelled with its job, and still runs those of its steps that always run', async () => {
    const fault: Fault = { step: '0.0', point: 0, kind: 'cancellation' };
    const { status, outcomes, said } = await run(`- uses: ./act\n- run: "true"`, { prepare, fault });
    expect(status).toBe('cancelled');
    expect(outcomes).toEqual(['cancelled', 'skipped', 'success', 'cancelled', 'skipped']);
    expect(said).toBe('cleaned\n');
  });
});
