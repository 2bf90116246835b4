import { describe, expect, it } from 'vitest';
import { asProgressJson } from '../../../../src/core/progress/render/as-progress-json.ts';
import { asProgressTerminal } from '../../../../src/core/progress/render/as-progress-terminal.ts';
import { plainPalette } from '../../../../src/core/report/palette.ts';
import { progressOf } from '../progress-of.ts';

const progress = progressOf({
  plan: '# A sprint\n**Issue**: #7\n## Work\n- [x] Test for `crun create` in `e2e.yml`\n- [ ] CI passes\n- [ ] \u001b[31mRed\n',
  files: { 'e2e.yml': 'on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: crun create c\n' },
});

describe('JSON', () => {
  it('is what the contract says', () => {
    expect(JSON.parse(asProgressJson(progress))).toEqual({
      version: 1,
      plan: { title: 'A sprint', issue: 7 },
      items: [
        {
          section: 'Work',
          text: 'Test for `crun create` in `e2e.yml`',
          ticked: true,
          state: 'verified',
          claim: '`.github/workflows/e2e.yml` runs `crun create`',
          evidence: [
            {
              kind: 'lifecycle-step',
              verdict: 'holds',
              detail: 'job `a` of `.github/workflows/e2e.yml` runs `crun create`',
              path: '.github/workflows/e2e.yml',
              line: 6,
            },
          ],
        },
        {
          section: 'Work',
          text: 'CI passes',
          ticked: false,
          state: 'open',
          claim: 'the latest run of each workflow for pushes and pull requests passed',
          evidence: [
            {
              kind: 'workflow-passed',
              verdict: 'unknown',
              detail: 'needs runs',
              path: '.github/workflows/e2e.yml',
            },
          ],
        },
        { section: 'Work', text: '\u001b[31mRed', ticked: false, state: 'open', claim: null, evidence: [] },
      ],
      counts: { verified: 1, claimed: 0, contradicted: 0, 'ready to tick': 0, open: 2 },
    });
  });

  it('has nulls where a plan says nothing of itself', () => {
    expect(JSON.parse(asProgressJson(progressOf({ plan: '' })))).toMatchObject({
      plan: { title: null, issue: null },
      items: [],
    });
  });
});

describe('the terminal', () => {
  it('shows each item with what was found', () => {
    expect(asProgressTerminal(progress, { palette: plainPalette, width: undefined })).toBe(
      `A sprint

Work
verified       Test for crun create in e2e.yml
                 read as: \`.github/workflows/e2e.yml\` runs \`crun create\`
               ✓ holds: job \`a\` of \`.github/workflows/e2e.yml\` runs \`crun create\` (.github/workflows/e2e.yml:6)
open           CI passes
                 read as: the latest run of each workflow for pushes and pull requests passed
               ? unknown: needs runs
open           \\u{1b}[31mRed
                 its words name nothing that can be checked

3 items: 1 verified, 2 open
`,
    );
  });
});
