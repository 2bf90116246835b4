import { describe, expect, test } from 'vitest';
import { ownEnd } from '../../../src/core/work/own-end.ts';
import type { Leg, Piece } from '../../../src/core/work/work.ts';
import { onlyLeg, piece, work } from './works.ts';

function leg(...pieces: readonly Piece[]): Leg {
  return onlyLeg(work('.github/workflows/w.yml', pieces));
}

const checkout = piece('uses: checkout', { telling: 'setup', family: 'actions/checkout' });
const build = piece('make all');
const test_ = piece('./run-tests.sh');
const deploy = piece('kubectl apply');
const bench = piece('./bench.sh');
const upload = piece('uses: upload', { family: 'actions/upload-artifact' });
const coverage = piece('uses: codecov', { family: 'codecov/codecov-action' });

describe('ownEnd', () => {
  test('is what a job ends in, where the twin goes on to something of its own', () => {
    expect(ownEnd(leg(checkout, build, deploy), [deploy], [leg(checkout, build, bench)])).toBe(deploy);
  });

  test('is none where the twin does a part only: that is a shorter copy', () => {
    expect(ownEnd(leg(build, deploy), [deploy], [leg(build)])).toBeUndefined();
  });

  test('is none where the last piece is done elsewhere', () => {
    expect(ownEnd(leg(build, bench, deploy), [bench], [leg(build, deploy, test_)])).toBeUndefined();
  });

  test('is none where nothing is lost', () => {
    expect(ownEnd(leg(build, deploy), [], [leg(build, deploy)])).toBeUndefined();
  });

  test('is none where some helper runs the same program: then it is lost, but no other job', () => {
    const other = piece('kubectl apply -f other');
    expect(ownEnd(leg(build, deploy), [deploy], [leg(build, bench), leg(other)])).toBeUndefined();
  });

  test('is none where nobody does anything of the job', () => {
    expect(ownEnd(leg(build, deploy), [build, deploy], [])).toBeUndefined();
  });

  test.each([
    ['an upload', upload],
    ['a report of coverage', coverage],
    ['a comment', piece('uses: c', { family: 'peter-evans/create-or-update-comment' })],
    ['a message', piece('uses: s', { family: 'slackapi/slack-github-action' })],
  ])('does not take %s for the end', (_, report) => {
    const twin = leg(build, bench);
    expect(ownEnd(leg(build, deploy, report), [deploy, report], [twin])).toBe(deploy);
    expect(ownEnd(leg(build, report), [report], [twin])).toBeUndefined();
  });

  test('reports of the twin are nothing of its own', () => {
    expect(ownEnd(leg(build, deploy), [deploy], [leg(build, upload, coverage)])).toBeUndefined();
  });

  test('set-up behind the work is no end', () => {
    const last = piece('docker login', { telling: 'setup' });
    expect(ownEnd(leg(build, deploy, last), [last], [leg(build, deploy, bench)])).toBeUndefined();
  });

  test('the twin is the one that has the most in common', () => {
    const near = leg(checkout, build, test_);
    const far = leg(checkout, bench);
    const one = leg(checkout, build, test_, deploy);
    // The nearest does nothing of its own, whatever another job does.
    expect(ownEnd(one, [deploy], [far, near])).toBeUndefined();
    expect(ownEnd(one, [deploy], [far])).toBe(deploy);
  });
});
