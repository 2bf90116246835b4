import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readClaimAs } from '../../../src/core/progress/claims/read-as.ts';
import { asProgressComment } from '../../../src/core/progress/render/as-progress-comment.ts';
import { asProgressJson } from '../../../src/core/progress/render/as-progress-json.ts';
import { states } from '../../../src/core/progress/state.ts';
import { facts, run, twoRunners } from './github-facts.ts';
import { progressOf, twoRunnersPolicy } from './progress-of.ts';

const words = [
  'delete',
  'add',
  'create',
  'update',
  'document',
  'remove',
  'rename',
  'with',
  'matrix',
  'for',
  'both',
  'runners',
  'to',
  'from',
  'and',
  ',',
  '(',
  ')',
  '`a.yml`',
  'ci.yml',
  '`x/y.md`',
  'docs/a.md',
  'section',
  'notes',
  '`crun create`',
  'crun',
  'start',
  '/',
  'stop',
  'test',
  'tests',
  'pass',
  'CI',
  'time',
  'reduced',
  'by',
  '30-40%',
  'in parallel',
  'run',
  'operational',
  '#7',
  'issue',
  '[self-hosted, x]',
  'labels',
  'clean-up',
  'containers',
  'no',
  'dead',
  'workflows',
  '**',
  '~~',
  '<!--',
  '-->',
  '⟦p0⟧',
  '$&',
];

describe('any plan', () => {
  const item = fc.array(fc.constantFrom(...words), { maxLength: 14 }).map((parts) => parts.join(' '));
  const line = fc
    .tuple(fc.constantFrom('- [ ] ', '- [x] ', '## ', '', '  - [x] '), item)
    .map((parts) => parts.join(''));

  it('is assessed and shown without throwing, each item in one state', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 10 }), (lines) => {
        const progress = progressOf({
          plan: lines.join('\n'),
          files: {
            'ci.yml': 'on: push\njobs:\n  a:\n    runs-on: x\n    steps: [{run: crun create c}]\n',
            'docs/a.md': '# Notes\n',
          },
          policy: twoRunnersPolicy,
          facts: facts({ runs: [run({ workflowPath: '.github/workflows/ci.yml', jobs: twoRunners() })] }),
        });
        const total = states.reduce((sum, state) => sum + progress.counts[state], 0);
        expect(total).toBe(progress.items.length);
        expect(asProgressComment(progress)).toContain(`of ${progress.items.length}`);
        const said = progress.items.flatMap(({ claim, evidence }) => [
          readClaimAs(claim),
          ...evidence.map(({ detail }) => detail),
        ]);
        expect(said.filter((text) => text !== undefined && /[⟦⟧]|undefined/.test(text))).toEqual([]);
        expect(JSON.parse(asProgressJson(progress)).items).toHaveLength(progress.items.length);
      }),
      { numRuns: 300 },
    );
  });

  it.each<[string, string, number?]>([
    ['paths', '`a.yml`, '],
    ['verbs', 'delete the old '],
    ['words and parentheses', 'passes ('],
    ['blanks', 'x  '],
    ['slashes', 'a/'],
    ['dots', 'a.b.'],
    ['steps', 'create/start, '],
    // Beyond some fifteen hundred of them they are read as dots, its own box among them.
    ['brackets', '[a, ', 0],
    ['percentages', '30-'],
  ])('of endless %s is read to its end', (_, piece, items = 1) => {
    const progress = progressOf({
      plan: `- [ ] Delete crun tests ${piece.repeat(5_000)} time reduced`,
      policy: twoRunnersPolicy,
    });
    expect(progress.items).toHaveLength(items);
  });
});
