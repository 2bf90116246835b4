import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { expectedLines, listFixtures, runFixture } from '../scripts/generate/fixture.ts';
import { rules } from '../src/core/rules/index.generated.ts';

const root = resolve(import.meta.dirname, '..');
/** Trees of a sprint, for the evidence of its progress. */
const notOfRules = new Set(['progress']);
const fixtures = listFixtures(join(root, 'fixtures')).filter(({ rule }) => !notOfRules.has(rule));

describe.each(rules.map((rule) => rule.id))('the rule %s', (id) => {
  it('has a page, a bad and a good example', () => {
    const names = fixtures.filter(({ rule }) => rule === id).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['bad', 'good']));
    expect(existsSync(join(root, `docs/rules/${id}.md`))).toBe(true);
  });
});

describe('fixtures', () => {
  it('belong to a rule and say by their name what they show', () => {
    const known = new Set(rules.map((rule) => rule.id));
    expect(fixtures.filter(({ rule }) => !known.has(rule)).map(({ folder }) => folder)).toEqual([]);
    expect(fixtures.filter(({ name }) => !/^(bad|good|reports-.+|allows-.+)$/.test(name))).toEqual([]);
  });

  describe.each(fixtures.map((fixture) => ({ ...fixture, title: `${fixture.rule}/${fixture.name}` })))(
    '$title',
    (fixture) => {
      const { report, output } = runFixture(fixture);
      const own = report.findings.filter(({ rule }) => rule === fixture.rule);

      it('is reported exactly where it says', () => {
        const expected = expectedLines(fixture).filter(({ rule }) => rule === fixture.rule);
        const found = new Set(own.map(({ path, start }) => `${path}:${start.line}`));
        expect([...found].sort()).toEqual([...new Set(expected.map(({ place }) => place))].sort());
      });

      it('is reported if its name says so, and only then', () => {
        const shouldReport = fixture.name === 'bad' || fixture.name.startsWith('reports-');
        const graver = own.filter(({ severity }) => severity !== 'note');
        // What cannot be known may be said as a note of an allowed case, too.
        expect(shouldReport ? own.length > 0 : graver.length === 0).toBe(true);
        expect(report.failures).toEqual([]);
      });

      it('is told in these words', async () => {
        await expect(output).toMatchFileSnapshot(join(fixture.folder, 'expected.txt'));
      });
    },
  );
});
