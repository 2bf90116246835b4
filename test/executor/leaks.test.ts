import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeBundle } from './bundles.ts';
import { findCrun, newCrunSandbox, type WorkingCrun } from './crun.ts';
import { findLeaks } from './leaks.ts';
import { newMachine } from './machine.ts';
import { runJob } from './run-job.ts';
import { parsePlainWorkflow } from './workflow-file.ts';

const found = findCrun();
const title = found.kind === 'missing' ? ` (skipped: ${found.why})` : '';

describe.skipIf(found.kind === 'missing')(`looking for leaks on real crun${title}`, () => {
  const { crun } = found as { readonly crun: WorkingCrun };

  async function leaksOf(steps: string) {
    const workflow = parsePlainWorkflow(`jobs:\n  job:\n    steps:\n${steps.replace(/^/gm, '      ')}`);
    const { undisturbed, leaks, ways } = await findLeaks(crun, { workflow, job: 'job' });
    expect(undisturbed.steps.filter(({ outcome }) => outcome === 'failure')).toEqual([]);
    expect(ways).toBeGreaterThan(1);
    return leaks.map(({ way }) => way);
  }

  const life = '- run: |\n    crun create --bundle b one >log 2>&1\n    crun start one\n';
  const remove = '  run: crun delete --force one';

  it.each([
    [
      'nothing removes',
      '',
      ['undisturbed', 'step 0: `crun start one` fails', 'step 0: cancelled at `crun start one`'],
    ],
    [
      'a last step removes',
      `- ${remove.trim()}`,
      [
        'step 0: `crun start one` fails',
        'step 0: cancelled at `crun start one`',
        'step 1: cancelled at `crun delete --force one`',
      ],
    ],
    [
      'a step after failure removes',
      `- if: failure()\n${remove}`,
      ['undisturbed', 'step 0: cancelled at `crun start one`'],
    ],
    [
      'a step unless cancelled removes',
      `- if: "!cancelled()"\n${remove}`,
      ['step 0: cancelled at `crun start one`', 'step 1: cancelled at `crun delete --force one`'],
    ],
    ['a step that always runs removes', `- if: always()\n${remove}`, []],
  ])('finds the ways on which a container is left where %s', async (_, last, ways) => {
    expect(await leaksOf(life + last)).toEqual(ways);
  });

  it('finds the ways past an EXIT trap', async () => {
    const [trap, create, start] = [
      "trap 'crun delete --force one' EXIT",
      'crun create --bundle b one >log 2>&1',
      'crun start one',
    ];
    const script = (...lines: string[]) => `- run: |\n${lines.map((line) => `    ${line}\n`).join('')}`;
    expect(await leaksOf(script(trap, create, start))).toEqual([]);
    expect(await leaksOf(script(create, start, trap))).toEqual([
      'step 0: `crun start one` fails',
      'step 0: cancelled at `crun start one`',
      `step 0: cancelled at \`${trap}\``,
    ]);
  });

  it('tells what fails in the clean-up itself from what fails before', async () => {
    const steps = `${life}- if: always()\n  run: |\n    crun state one\n    crun delete --force one`;
    const workflow = parsePlainWorkflow(`jobs:\n  job:\n    steps:\n${steps.replace(/^/gm, '      ')}`);
    const { leaks } = await findLeaks(crun, { workflow, job: 'job' });
    expect(leaks).toEqual([{ way: 'step 1: `crun state one` fails', left: ['one'], struck: 'clean-up' }]);
  });

  it('strikes calls that are made by other scripts', async () => {
    const inner = 'crun create --bundle b one >log 2>&1; crun start one; crun delete --force one';
    expect(await leaksOf(`- run: |\n    bash -c '${inner}'`)).toEqual(['cancelled at `crun start one`']);
    expect(await leaksOf(`- run: |\n    bash -ec '${inner}'`)).toEqual([
      '`crun start one` fails',
      'cancelled at `crun start one`',
    ]);
  });

  it('finds what is left where crun runs detached, and nothing where it ran in the foreground', async () => {
    const detached = 'crun run -d --bundle b one >log 2>&1\n    sudo -n crun kill one TERM';
    expect(await leaksOf(`- run: |\n    ${detached}`)).toContain('undisturbed');
    expect(await leaksOf('- run: |\n    crun run --bundle b one\n    true')).toEqual([]);
  });

  // A fact worth knowing: a shell that ends on a signal leaves the command that it waited for running, and that is
  // killed with the job's orphans before it can remove anything.
  it.each([
    ['stays', '', ['one']],
    ['is removed by an EXIT trap', "trap 'crun delete --force one' EXIT\n", []],
  ])('a container in the foreground whose step is cut short %s', async (_, trap, left) => {
    const sandbox = newCrunSandbox(crun);
    const machine = newMachine({ path: [sandbox.bin] });
    writeBundle(join(machine.workspace, 'b'), { busybox: crun.busybox, life: 'until TERM' });
    const run = `${trap}crun run --bundle b one`;
    const workflow = { jobs: { job: { steps: [{ run, 'timeout-minutes': 1 }] } } };
    const { status } = await runJob({ workflow, job: 'job', machine, minuteMs: 1000 });
    expect([status, sandbox.containers()]).toEqual(['failure', left]);
    sandbox.remove();
    machine.remove();
  });
});
