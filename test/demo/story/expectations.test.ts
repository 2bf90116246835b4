import { PassThrough } from 'node:stream';
import { beforeEach, describe, expect, it } from 'vitest';
import type { CheckRun, StoredAnnotation } from '../../../src/demo/box/store/check.ts';
import { Expectations } from '../../../src/demo/story/expectations.ts';
import { Narrator } from '../../../src/demo/story/narrator.ts';

const files = { 'a.yml': 'one\ntwo\nthree\n' };
const finding = { rule: 'a-rule', path: 'a.yml', at: 'two' };

function annotation(more: Partial<StoredAnnotation> = {}): StoredAnnotation {
  const place = { path: 'a.yml', start_line: 2, end_line: 2 };
  return { ...place, annotation_level: 'failure', message: 'm', title: 'a-rule', ...more };
}

function runWith(...annotations: StoredAnnotation[]): CheckRun {
  return { annotations } as unknown as CheckRun;
}

let expectations: Expectations;
beforeEach(() => {
  expectations = new Expectations(new Narrator(new PassThrough() as unknown as NodeJS.WriteStream));
});

describe('Expectations', () => {
  it('have no fault where each finding is at its line', () => {
    expectations.expectFindings(runWith(annotation(), annotation({ title: 'another-rule' })), files, [
      finding,
    ]);
    expect(expectations.faults).toEqual([]);
  });

  it.each([
    ['a finding that is missing', [], ['found: a.yml:2 a-rule']],
    [
      'one at another line',
      [annotation({ start_line: 3 })],
      ['found: a.yml:2 a-rule', 'not asked for: a.yml:3 a-rule'],
    ],
    ['one too many', [annotation(), annotation({ path: 'b.yml' })], ['not asked for: b.yml:2 a-rule']],
  ])('have a fault for %s', (_, annotations, faults) => {
    expectations.expectFindings(runWith(...annotations), files, [finding]);
    expect(expectations.faults).toEqual(faults);
  });
});
