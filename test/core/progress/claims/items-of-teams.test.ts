import { describe, expect, it } from 'vitest';
import { readClaimAs } from '../../../../src/core/progress/claims/read-as.ts';
import { progressOf, twoRunnersPolicy } from '../progress-of.ts';
import { claimsNothing, readAs } from './items-of-teams.ts';

const names = {
  ci: 'CI',
  lint: 'Lint',
  release: 'Release',
  docker: 'Docker',
  'integration-tests': 'Integration',
};
const files = Object.fromEntries(
  Object.entries(names).map(([file, name]) => [`${file}.yml`, `name: ${name}\non: push\njobs: {}\n`]),
);
const workflows = Object.keys(files).map((file) => `.github/workflows/${file}`);
const paths = [...workflows, 'README.md', 'docs/runners.md', 'scripts/setup.sh'];

function itemsOf(texts: readonly string[]) {
  // CI is what the plan calls by name; crun_e2e.yml is a file that it brings.
  const named = '## First\n- [ ] Look at `.github/workflows/ci.yml` and `.github/workflows/crun_e2e.yml`\n';
  const plan = named + texts.map((text, index) => `\n## ${index}\n- [ ] ${text}\n`).join('');
  return progressOf({ plan, files, paths, policy: twoRunnersPolicy }).items.slice(1);
}

describe('items as teams write them', () => {
  it.each(
    itemsOf(readAs.map(([item]) => item)).map(
      (found, index) => [readAs[index]?.[0], found, readAs[index]] as const,
    ),
  )('“%s” is read', (_, { claim, evidence }, expected) => {
    const unchecked = evidence.filter(({ kind }) => kind === 'unchecked').map(({ detail }) => detail);
    expect([readClaimAs(claim), ...unchecked]).toEqual(expected?.slice(1));
  });

  it.each(itemsOf(claimsNothing).map((found, index) => [claimsNothing[index], found] as const))(
    '“%s” claims nothing',
    (_, { claim }) => {
      expect(readClaimAs(claim)).toBeUndefined();
    },
  );
});

describe('an item of a thousand characters', () => {
  const words = [
    '`a.yml`,',
    'both',
    'the',
    'runners',
    'clean up',
    'containers',
    'and',
    'delete',
    'crun create,',
    'no',
    'matrix for',
    'on',
    '`x`',
    '[self-hosted, a]',
    '#1,',
    'is',
    '30%',
    'update `a.md` with',
    '—',
  ];
  // A pattern that goes back and forth over them would take minutes.
  it.each(words)('that begins with “%s” and repeats any other words is read', (first) => {
    const texts = words.map((word) => `${first} ${`${word} `.repeat(400).slice(0, 1000)}`);
    expect(itemsOf(texts)).toHaveLength(texts.length);
  });
});
