import { describe, expect, it } from 'vitest';
import { contradictionsBrought } from '../../../src/core/progress/contradictions.ts';
import { sinceWhichCommit } from '../../../src/core/progress/since.ts';
import { at } from './github-facts.ts';
import { progressOf, twoRunnersPolicy } from './progress-of.ts';

const workflow = (runners: string) =>
  `on: push\njobs:\n  build:\n    runs-on: \${{ matrix.r }}\n    strategy:\n      matrix:\n        r: ${runners}\n    steps: [{run: make}]\n`;
const both = { 'ci.yml': workflow('[proxmox, proxmox-runner0]') };
const one = { 'ci.yml': workflow('[proxmox]') };
const ticked = '# Sprint\n- [x] `ci.yml` has a matrix for both runners\n';
const open = ticked.replace('[x]', '[ ]');

const sprint = (plan: string, files: Record<string, string>) =>
  progressOf({ plan, files, policy: twoRunnersPolicy });
const messages = (...args: Parameters<typeof contradictionsBrought>) =>
  contradictionsBrought(...args).map(({ path, line, message }) => `${path}:${line}: ${message}`);

describe('what a pull request contradicts', () => {
  it('is a ticked item whose evidence it takes away', () => {
    expect(messages(sprint(ticked, both), sprint(ticked, one))).toEqual([
      "plan.md:2: The sprint's plan has “ci.yml has a matrix for both runners” ticked, and this change contradicts it: `.github/workflows/ci.yml`: the matrix of job `build` runs on `[proxmox]`, and none of it on `proxmox-runner0`.",
    ]);
  });

  it('is an item that it ticks against the evidence', () => {
    expect(messages(sprint(open, one), sprint(ticked, one))).toEqual([
      'plan.md:2: This change ticks “ci.yml has a matrix for both runners”, which the files contradict: `.github/workflows/ci.yml`: the matrix of job `build` runs on `[proxmox]`, and none of it on `proxmox-runner0`.',
    ]);
  });

  it.each([
    ['what was contradicted before', ticked, one, ticked, one],
    ['an item that is open', open, both, open, one],
    ['what stays true', ticked, both, ticked, both],
    ['what it mends', ticked, one, ticked, both],
  ])('is not %s', (_, basePlan, baseFiles, headPlan, headFiles) => {
    expect(messages(sprint(basePlan, baseFiles), sprint(headPlan, headFiles))).toEqual([]);
  });

  it('is all that a new plan ticks wrongly', () => {
    expect(messages(undefined, sprint(ticked, one))).toHaveLength(1);
  });
});

describe('since which commit', () => {
  const commit = (sha: string) => ({ sha, url: `https://github.test/o/r/commit/${sha}`, date: at(0) });
  const history = (...files: Record<string, string>[]) =>
    files.map((each, index) => ({ commit: commit(`c${index}`), progress: sprint(ticked, each) }));

  it.each<[string, Record<string, string>[], string | undefined]>([
    ['the newest', [one, both], 'c0'],
    ['the oldest of those in a row', [one, one, both, one], 'c1'],
    ['not known where it was always so', [one, one], undefined],
  ])('%s', (_, newestFirst, sha) => {
    expect([...sinceWhichCommit(history(...newestFirst)).values()].map((found) => found.sha)).toEqual(
      sha === undefined ? [] : [sha],
    );
  });
});
