import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readDirectory } from '../../../src/cli/read-directory.ts';
import { parsePolicy } from '../../../src/core/policy/parse-policy.ts';
import { readClaimAs } from '../../../src/core/progress/claims/read-as.ts';
import { evidenceBindingSchema } from '../../../src/core/progress/evidence-binding.ts';
import { states } from '../../../src/core/progress/state.ts';
import { progressOf } from './progress-of.ts';

const root = resolve(import.meta.dirname, '../../..');
const page = readFileSync(resolve(root, 'docs/progress.md'), 'utf8');
const plan = readFileSync(resolve(root, 'fixtures/progress/plan.md'), 'utf8');
const at = (moment: string) =>
  progressOf({ plan, files: readDirectory(resolve(root, 'fixtures/progress', moment)) });

describe('docs/progress.md', () => {
  it('lists what each item of the sprint is read as', () => {
    const listed = [...page.matchAll(/^\| \d+ \| .+? \| (.+) \|$/gm)].map(([, readAs]) => readAs);
    const claims = at('mended').items.map(({ claim }) => readClaimAs(claim) ?? 'none');
    expect(listed.map((readAs) => readAs?.replace(/^none:.*/, 'none'))).toEqual(claims);
  });

  it.each(['start', 'first-pull-request', 'end', 'mended'])('has the counts at the moment %s', (moment) => {
    const { counts } = at(moment);
    expect(page).toContain(`| ${moment} | ${states.map((state) => counts[state]).join(' | ')} |`);
  });

  it('names every kind of evidence', () => {
    const kinds = evidenceBindingSchema.options.map((option) => option.shape.kind.value);
    expect(kinds.filter((kind) => kind !== 'none' && !page.includes(`\`${kind}\``))).toEqual([]);
  });

  it('shows policies that are some', () => {
    const examples = [...page.matchAll(/^( *)```yaml\n(.*?)^\1```/gms)].map(([, indent = '', text = '']) =>
      text.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
    );
    expect(examples).toHaveLength(2);
    for (const example of examples) {
      expect(parsePolicy(`version: 1\n${example}`, 'p.yml').problems).toEqual([]);
    }
  });

  it("names the policy's keys for a sprint", () => {
    const { policy } = parsePolicy('version: 1\ntracking:\n  - issue: 1\n', 'p.yml');
    const keys = Object.keys(policy?.tracking[0] ?? {});
    expect(keys).toContain('tick');
    expect(keys.filter((key) => !page.includes(`| \`${key}`))).toEqual([]);
  });
});
