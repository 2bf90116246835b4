import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePlan } from '../../../src/core/progress/plan/parse-plan.ts';
import { tickBody } from '../../../src/core/progress/tick-body.ts';

const item = (text: string, line: number, section = '') => ({ text, line, section });

describe('ticking', () => {
  it.each<[string, string, ReturnType<typeof item>[], string | undefined]>([
    ['one item', '- [ ] a\n- [ ] b\n', [item('b', 2)], '- [ ] a\n- [x] b\n'],
    ['several at once', '- [ ] a\n- [ ] b\n', [item('a', 1), item('b', 2)], '- [x] a\n- [x] b\n'],
    ['with CRLF', '# A\r\n- [ ] a\r\n', [item('a', 2, 'A')], '# A\r\n- [x] a\r\n'],
    ['an item that has moved', 'New words\n\n- [ ] a\n', [item('a', 1)], 'New words\n\n- [x] a\n'],
    ['an item that has moved to another section', '# B\n- [ ] a\n', [item('a', 1, 'A')], '# B\n- [x] a\n'],
    [
      'the one in its section',
      '# A\n- [ ] a\n# B\n- [ ] a\n',
      [item('a', 9, 'B')],
      '# A\n- [ ] a\n# B\n- [x] a\n',
    ],
    ['the one on its line', '- [ ] a\n- [ ] a\n', [item('a', 2)], '- [ ] a\n- [x] a\n'],
    ['not either of two that have moved', '\n- [ ] a\n\n\n- [ ] a\n', [item('a', 1)], undefined],
    ['not what is ticked already', '- [x] a\n', [item('a', 1)], undefined],
    ['not what a person has reworded', '- [ ] a bit more\n', [item('a', 1)], undefined],
    ['not what is gone', 'Nothing\n', [item('a', 1)], undefined],
    ['not what is struck out', '- [ ] ~~a~~\n', [item('~~a~~', 1)], undefined],
    ['not in a code block', '```\n- [ ] a\n```\n', [item('a', 2)], undefined],
    ['nothing', '- [ ] a\n', [], undefined],
    [
      'beside what a person ticked meanwhile',
      '- [x] a\n- [ ] b\n',
      [item('a', 1), item('b', 2)],
      '- [x] a\n- [x] b\n',
    ],
  ])('%s', (_, body, items, expected) => {
    expect(tickBody(body, items)).toBe(expected);
  });

  it('ticks what it is asked to, and changes nothing else', () => {
    const words = fc.stringMatching(/^[a-z`*\\[\]<&|]{1,8}$/);
    const line = fc.tuple(
      fc.constantFrom('- ', '* ', '1. ', '> - ', '  - '),
      fc.constantFrom('[ ] ', '[x] ', ''),
      words,
    );
    const body = fc
      .tuple(fc.array(line, { maxLength: 12 }), fc.constantFrom('\n', '\r\n'))
      .map(([lines, end]) => lines.map((parts) => parts.join('')).join(end));
    fc.assert(
      fc.property(body, fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }), (text, choice) => {
        const before = parsePlan(text, 'p').items;
        const chosen = before.filter(({ ticked, struck, index }) => !ticked && !struck && choice[index]);
        const ticked = tickBody(text, chosen);
        expect(ticked === undefined).toBe(chosen.length === 0);
        const after = parsePlan(ticked ?? text, 'p').items;
        expect(after.map((one) => one.ticked)).toEqual(
          before.map((one) => one.ticked || chosen.includes(one)),
        );
        const changed = [...(ticked ?? text)].filter((character, at) => character !== text[at]);
        expect(changed).toEqual(chosen.map(() => 'x'));
      }),
      { numRuns: 300 },
    );
  });
});
