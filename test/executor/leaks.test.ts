import { describe, expect, it } from 'vitest';
import { findCrun, type WorkingCrun } from './crun.ts';
import { findLeaks } from './leaks.ts';
import { parsePlainWorkflow } from './workflow-file.ts';

const found = findCrun();
const title = found.kind === 'missing' ? ` (skipped: ${found.why})` : '';

describe.skipIf(found.kind === 'missing')(`looking for leaks on real crun${title}`, () => {
  const { crun } = found as { readonly crun: WorkingCrun };

  async function leaksOf(steps: string) {
    const workflow = parsePlainWorkflow(`jobs:\n  job:\n    steps:\n${steps.replace(/^/gm, '      ')}`);
    const { undisturbed, leaks, ways } = await findLeaks(crun, { workflow, job: 'job' });
    expect(undisturbed.steps.filter(({ outcome }) => outcome === 'failure')).toEqual([]);
    expect(ways).toBeGreaterThan(3);
    return leaks.map(({ way }) => way);
  }

  const life = '- run: |\n    crun create --bundle b one >log 2>&1\n    crun start one\n';
  const remove = '  run: crun delete --force one';

  it.each([
    ['nothing removes', '', ['undisturbed', 'step 0 fails after its line 1']],
    ['a last step removes', `- ${remove.trim()}`, ['step 0 fails after its line 1']],
    [
      'a step after failure removes',
      `- if: failure()\n${remove}`,
      ['undisturbed', 'cancelled in step 0 after its line 1'],
    ],
    [
      'a step unless cancelled removes',
      `- if: "!cancelled()"\n${remove}`,
      ['cancelled in step 0 after its line 1'],
    ],
  ])('finds the ways on which a container is left where %s', async (_, last, ways) => {
    expect(await leaksOf(life + last)).toEqual(expect.arrayContaining(ways));
  });

  it('finds none where a step that always runs removes', async () => {
    expect(await leaksOf(`${life}- if: always()\n${remove}`)).toEqual([]);
  });

  it('finds none where an EXIT trap removes, and the ways past one that is set too late', async () => {
    const early =
      "- run: |\n    trap 'crun delete --force one' EXIT\n    crun create --bundle b one >log 2>&1\n    crun start one";
    const late =
      "- run: |\n    crun create --bundle b one >log 2>&1\n    crun start one\n    trap 'crun delete --force one' EXIT";
    expect(await leaksOf(early)).toEqual([]);
    expect(await leaksOf(late)).toEqual([
      'step 0 fails after its line 1',
      'cancelled in step 0 after its line 1',
      'step 0 fails after its line 2',
      'cancelled in step 0 after its line 2',
      'call 2 of crun fails',
    ]);
  });

  it('finds none where crun runs in the foreground', async () => {
    expect(await leaksOf('- run: |\n    crun run --bundle b one\n    echo done')).toEqual([]);
  });

  it('finds what is left where crun runs detached', async () => {
    expect(
      await leaksOf('- run: |\n    crun run -d --bundle b one >log 2>&1\n    sudo -n crun kill one TERM'),
    ).toContain('undisturbed');
  });
});
