import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinPlans, parsePlan } from '../../../../src/core/progress/plan/parse-plan.ts';

const sprint = readFileSync(resolve(import.meta.dirname, '../../../../fixtures/progress/plan.md'), 'utf8');

function items(text: string) {
  return parsePlan(text, 'plan.md').items.map(({ text: words, ticked, section, line }) => ({
    words,
    ticked,
    section,
    line,
  }));
}

describe('items', () => {
  it.each<[string, string, { words: string; ticked: boolean; section: string; line: number }[]]>([
    [
      'under their nearest heading',
      '# A\n## B\n- [x] one\n',
      [{ words: 'one', ticked: true, section: 'B', line: 3 }],
    ],
    ['without any heading', '- [ ] one', [{ words: 'one', ticked: false, section: '', line: 1 }]],
    [
      'nested at any depth, in any list',
      '1. [X] one\n   - [ ] two\n     * [x] three\n',
      [
        { words: 'one', ticked: true, section: '', line: 1 },
        { words: 'two', ticked: false, section: '', line: 2 },
        { words: 'three', ticked: true, section: '', line: 3 },
      ],
    ],
    [
      'with CRLF',
      '# A\r\n- [x] one\r\n- [ ] two\r\n',
      [
        { words: 'one', ticked: true, section: 'A', line: 2 },
        { words: 'two', ticked: false, section: 'A', line: 3 },
      ],
    ],
    [
      'that begin with code',
      '- [x] `a.yml` is gone',
      [{ words: '`a.yml` is gone', ticked: true, section: '', line: 1 }],
    ],
    [
      'that begin with bold words and links',
      '- [ ] **Do** [it](x.md)',
      [{ words: '**Do** [it](x.md)', ticked: false, section: '', line: 1 }],
    ],
    [
      'on several lines',
      '- [ ] one\n  two\n  three',
      [{ words: 'one two three', ticked: false, section: '', line: 1 }],
    ],
    ['in a quotation', '> - [ ] one\n>   two', [{ words: 'one two', ticked: false, section: '', line: 1 }]],
    [
      'without their comments',
      '- [x] one <!-- note --> two',
      [{ words: 'one two', ticked: true, section: '', line: 1 }],
    ],
    [
      'with more than one paragraph: the first',
      '- [ ] one\n\n  more',
      [{ words: 'one', ticked: false, section: '', line: 1 }],
    ],
  ])('are read %s', (_, text, expected) => {
    expect(items(text)).toEqual(expected);
  });

  it.each([
    ['a code block', '```\n- [x] no\n```\n'],
    ['an indented code block', 'text\n\n    - [x] no\n'],
    ['a comment', '<!--\n- [x] no\n-->\n'],
    ['code within a line', 'As in `- [x] no`.\n'],
    ['brackets that are no checkbox', '- [y] no\n- [ ]no\n- [] no\n- [ ]\n'],
    ['a line that is no list', '[x] no\n'],
  ])('are not found in %s', (_, text) => {
    expect(items(text)).toEqual([]);
  });

  it('know whether they are struck out', () => {
    const plan = parsePlan('- [ ] ~~one~~\n- [ ] ~~half~~ of it\n', 'plan.md');
    expect(plan.items.map(({ struck }) => struck)).toEqual([true, false]);
  });

  it('read links to files and issues as what they stand for', () => {
    const [item] = parsePlan(
      '- [ ] See [the guide](./docs/a.md#x), [it](https://github.com/o/r/issues/7), [blob](https://github.com/o/r/blob/main/b/c.sh) and [the web](https://x.test/d.yml)',
      'plan.md',
    ).items;
    expect(item?.reading).toBe('See `docs/a.md`, #7, `b/c.sh` and the web');
  });

  it('never throw, and each has its checkbox where it says', () => {
    const line = fc.constantFrom(
      '- [x] a',
      '  - [ ] `b`',
      '1. [X] **c**',
      '> - [ ] d',
      '# e',
      '```',
      '<!--',
      '-->',
      '',
      '| a | b |',
      '|---|---|',
      '**Risk**: f',
      '- [ ]',
      '\t- [x] g',
      '- [ ] [h](i)',
      '---',
    );
    const markdown = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc
        .tuple(fc.array(line, { maxLength: 20 }), fc.constantFrom('\n', '\r\n', '\r'))
        .map(([lines, end]) => lines.join(end)),
    );
    fc.assert(
      fc.property(markdown, (text) => {
        for (const { checkbox, ticked, line: number } of parsePlan(text, 'plan.md').items) {
          const inside = text.slice(checkbox.start, checkbox.end);
          expect(text[checkbox.start - 1]).toBe('[');
          expect(text[checkbox.end]).toBe(']');
          expect(/^[xX]$/.test(inside)).toBe(ticked);
          expect(number).toBeGreaterThan(0);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('a plan', () => {
  const plan = parsePlan(sprint, 'plan.md');

  it('has its title, issue, duration and start', () => {
    expect(plan).toMatchObject({
      title: 'Sprint 6.4: a pipeline for two runners',
      issue: 106,
      duration: { text: '1-2 days' },
      started: '2025-10-10',
    });
  });

  it('has tasks and criteria', () => {
    const kinds = plan.items.map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'task')).toHaveLength(16);
    expect(kinds.filter((kind) => kind === 'criterion')).toHaveLength(6);
  });

  it('has estimates, reasons and benefits of its sections', () => {
    expect(plan.sections.map(({ estimate }) => estimate?.minutes?.from)).toEqual([
      5,
      20,
      45,
      25,
      10,
      undefined,
    ]);
    expect(plan.sections[0]?.rationale?.reading).toBe(
      'both build Debug and Release, run the tests and upload what came out',
    );
    expect(plan.sections[1]?.benefits.map(({ reading }) => reading)).toEqual(['twice as many jobs at once']);
    expect(plan.benefits.map(({ reading }) => reading)).toEqual([
      'Twice the throughput',
      'One machine may fail',
    ]);
  });

  it('has dependencies, risks with what is done against them, and dates', () => {
    expect(plan.dependencies.map(({ reading }) => reading)).toEqual([
      '`crun` is installed on the runners',
      'The second runner (`proxmox-runner0`) is registered',
    ]);
    expect(plan.risks.map(({ risk, mitigation }) => [risk.reading, mitigation?.reading])).toEqual([
      ['Crun is missing on a runner', 'The tests say so and are skipped'],
      ['proxmox-runner0 is not configured', 'Jobs wait for a runner'],
      ['Contention: both runners share one host', 'Concurrency limits'],
    ]);
    expect(plan.timeline.map(({ name, from, to }) => [name, from, to])).toEqual([
      ['Start', '2025-10-10', '2025-10-10'],
      ['Done', '2025-10-11', '2025-10-11'],
    ]);
  });

  it.each([
    ['paragraphs', '## Risks\n\n**Risk**: a\n**Mitigation**: b\n'],
    ['paragraphs with hard breaks', '## Risks & Mitigations\n\n**Risk:** a  \n**Mitigation:** b\n'],
    ['two paragraphs', '## Risks\n\n**Risk**: a\n\n**Mitigation**: b\n'],
    ['a list', '## Risks\n- a\n  - Mitigation: b\n'],
    ['a list with arrows', '## Risks\n- a → b\n'],
    ['a list with fields', '## Risks\n- **Risk**: a\n  **Mitigation**: b\n'],
    ['a table', '## Risks\n| Risk | Odds | Mitigation |\n|--|--|--|\n| a | low | b |\n'],
  ])('has its risks from %s', (_, text) => {
    const { risks } = parsePlan(text, 'plan.md');
    expect(risks.map(({ risk, mitigation }) => [risk.reading, mitigation?.reading])).toEqual([['a', 'b']]);
  });

  it.each([
    ['Sprint start: 2025-10-10', '2025-10-10', '2025-10-10'],
    ['Testing: 2025-10-10-11', '2025-10-10', '2025-10-11'],
    ['Review: 3 November 2025', '2025-11-03', '2025-11-03'],
    ['Review: Nov. 3rd, 2025 to 2025/11/05', '2025-11-03', '2025-11-05'],
  ])('reads the dates of %s', (line, from, to) => {
    expect(parsePlan(`## Timeline\n- ${line}\n`, 'plan.md').timeline[0]).toMatchObject({ from, to });
  });

  it('takes no day that there is not', () => {
    expect(parsePlan('## Timeline\n- Done: 2025-02-30\n', 'plan.md').timeline).toEqual([]);
  });

  it.each([
    ['2 hours', { from: 120, to: 120 }],
    ['1.5 h', { from: 90, to: 90 }],
    ['10-20 min', { from: 10, to: 20 }],
    ['~ 3 days', undefined],
  ])('reads the estimate %s', (text, minutes) => {
    const { sections } = parsePlan(`## A\n- **Time estimate**: ${text}\n`, 'plan.md');
    expect(sections[0]?.estimate).toEqual({ text, minutes });
  });

  it('of several texts is one plan', () => {
    const joined = joinPlans(parsePlan('# A\n- [x] a\n', 'a'), [parsePlan('- [ ] b\n', 'b')]);
    expect(joined.items.map(({ index, text }) => [index, text])).toEqual([
      [0, 'a'],
      [1, 'b'],
    ]);
    expect(joined.title).toBe('A');
  });
});

describe('plans as other teams write them', () => {
  it('have bold lines for headings, below the headings that are some', () => {
    const text =
      '# Sprint\n\n**Task 1: Docs** _(30 min)_\n\n- [ ] one\n\n**Task 2**\n\n- [x] two\n\n## Done when\n- [ ] three\n';
    expect(items(text).map(({ words, section }) => `${section}: ${words}`)).toEqual([
      'Task 1: Docs (30 min): one',
      'Task 2: two',
      'Done when: three',
    ]);
  });

  it('say in a heading how long a task should take', () => {
    const { sections } = parsePlan(
      '# Sprint 3 (12 points)\n## Task 1 (est. 2h)\n- [ ] a\n## Task 2 [~45 minutes]\n- [ ] b\n',
      'p',
    );
    expect(sections.map(({ estimate }) => estimate?.minutes?.from)).toEqual([120, 45]);
  });

  it('have a risk and its mitigation in one line', () => {
    const { risks } = parsePlan('## Risks\n- **Risk:** `crun` is missing. **Mitigation:** skip\n', 'p');
    expect(risks.map(({ risk, mitigation }) => [risk.reading, mitigation?.reading])).toEqual([
      ['`crun` is missing.', 'skip'],
    ]);
  });

  it('have their timeline in a table', () => {
    const { timeline, started } = parsePlan(
      '## Timeline\n| Phase | Day |\n|---|---|\n| Start | 2026-01-05 |\n',
      'p',
    );
    expect(started).toBe('2026-01-05');
    expect(timeline[0]?.pieces.map(({ text }) => text).join('')).toBe('Start: 2026-01-05');
  });

  it('have a title only where one heading stands above all others', () => {
    const titleOf = (text: string) => parsePlan(text, 'p').title;
    expect(titleOf('# Sprint\n## Tasks\n')).toBe('Sprint');
    expect(titleOf('## Sprint\n### Tasks\n')).toBe('Sprint');
    expect(titleOf('# Sprint\n# Tasks\n')).toBe('Sprint');
    expect(titleOf('## Tasks\n## Done when\n')).toBeUndefined();
  });
});
