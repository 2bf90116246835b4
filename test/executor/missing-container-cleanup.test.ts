import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listFixtures } from '../../scripts/generate/fixture.ts';
import { findCrun, type WorkingCrun } from './crun.ts';
import { jobsOf, whyNotExecuted } from './fixture-jobs.ts';
import { findLeaks } from './leaks.ts';

const rule = 'missing-container-cleanup';
const fixtures = listFixtures(resolve(import.meta.dirname, '../../fixtures')).filter(
  (one) => one.rule === rule,
);
const jobs = fixtures.flatMap(jobsOf);
const executed = jobs.filter((job) => whyNotExecuted(job) === undefined);
const others = jobs.filter((job) => whyNotExecuted(job) !== undefined);

const found = findCrun();
const title = found.kind === 'missing' ? ` (skipped: ${found.why})` : '';

describe.skipIf(found.kind === 'missing')(`the fixtures of ${rule} on real crun${title}`, () => {
  const { crun } = found as { readonly crun: WorkingCrun };

  it('are executed wherever crun alone makes the containers', () => {
    const list = others.map((job) => `  ${job.title}: ${whyNotExecuted(job)}\n`).join('');
    console.info(`${executed.length} jobs of ${rule} are executed; not executed:\n${list}`);
    expect(executed.length).toBeGreaterThan(0);
    const harmless = others.filter((job) => /makes no/.test(whyNotExecuted(job) ?? ''));
    expect(harmless.filter((job) => job.complaints.length > 0)).toEqual([]);
  });

  it.each(executed)(
    '$title',
    async ({ suspects, complaints }) => {
      const verdicts = [];
      for (const suspect of suspects) verdicts.push(await findLeaks(crun, suspect));
      expect(verdicts.every(({ calls }) => calls.length > 0)).toBe(true);
      const leaks = verdicts.flatMap((one) => one.leaks);
      // A trap that is wrong may fail its step; what then is left must be what the rule reports.
      const failed = verdicts.some(({ undisturbed }) => undisturbed.status !== 'success');
      if (failed) expect(leaks.map(({ way }) => way)).toContain('undisturbed');
      // What goes wrong in the clean-up itself can't be asked of anybody.
      const ways = leaks
        .filter(({ struck }) => struck !== 'clean-up')
        .map(({ way, left }) => `${way}: ${left.join(', ')}`);
      if (complaints.length === 0) expect(ways).toEqual([]);
      else expect(ways).not.toEqual([]);
    },
    300_000,
  );
});
