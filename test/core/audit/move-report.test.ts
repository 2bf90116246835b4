import { describe, expect, it } from 'vitest';
import { moveReport } from '../../../src/core/audit/move-report.ts';
import { finding, plain, report } from '../report/sample-report.ts';
import { tree } from './small-repository.ts';

const path = '.github/workflows/a.yml';
const at = (line: number, column: number) => ({ line, column });

describe('a report on the merge result, shown at the head', () => {
  const merged = tree({ 'a.yml': 'from base\none\ntwo\nmerged\nthree', 'only-base.yml': 'x' });
  const head = tree({ 'a.yml': 'one\ntwo\nthree' });
  const move = (over: object) => moveReport(report([finding(over)]), merged, head).findings[0];

  it('moves lines, and keeps columns on lines that are the same', () => {
    expect(move({ start: at(2, 2), end: at(3, 3) })).toMatchObject({ start: at(1, 2), end: at(2, 3) });
  });

  it('points at the line before what the head does not have, without columns', () => {
    expect(move({ start: at(4, 2), end: at(4, 5) })).toMatchObject({ start: at(2, 1), end: at(2, 1) });
    expect(move({ start: at(1, 2), end: at(1, 5) })).toMatchObject({ start: at(1, 1), end: at(1, 1) });
  });

  it('leaves files alone that the head does not have', () => {
    const elsewhere = { path: '.github/workflows/only-base.yml', start: at(7, 1), end: at(7, 2) };
    expect(move(elsewhere)).toMatchObject(elsewhere);
  });

  it('moves related places, what would be lost, and suppressions', () => {
    const one = finding({
      start: at(5, 1),
      end: at(5, 2),
      related: [{ path, line: 3, message: 'm' }],
      lost: [{ path, line: 5, what: 'w' }],
    });
    const suppression = {
      rule: 'r',
      path,
      line: 2,
      reason: 'x',
      status: 'existing',
      findings: [plain(one)],
    } as const;
    const moved = moveReport(report([one], { suppressions: [suppression] }), merged, head);
    expect(moved.findings[0]).toMatchObject({ start: at(3, 1), related: [{ line: 2 }], lost: [{ line: 3 }] });
    expect(moved.suppressions[0]).toMatchObject({ line: 1, findings: [{ start: at(3, 1) }] });
  });
});
