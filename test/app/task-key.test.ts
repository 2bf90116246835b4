import { describe, expect, it } from 'vitest';
import type { Task } from '../../src/app/task.ts';
import { covers } from '../../src/app/task-key.ts';

const place = { installation: 1, repositoryId: 2, repository: { owner: 'octo', name: 'tool' } };
const head = { ...place, headSha: 'a'.repeat(40) };
const suite: Task = { kind: 'answer-suite', ...head };
type Occasion = 'first' | 'again' | 'anew';
const answer = (occasion: Occasion): Task => ({
  kind: 'answer-head',
  ...head,
  question: { kind: 'pull-request', number: 1 },
  occasion,
});

describe('an answer on a head', () => {
  it.each<[done: Occasion, attempt: number, covered: Occasion[]]>([
    ['first', 1, ['first']],
    ['again', 1, ['first', 'again']],
    ['anew', 1, ['first', 'again', 'anew']],
    // It may leave it at what an attempt before has written, which is older than what waits.
    ['again', 2, ['first']],
    ['anew', 2, ['first']],
  ])('(%s, attempt %i) covers %j', (done, attempt, covered) => {
    const all: Occasion[] = ['first', 'again', 'anew'];
    expect(all.filter((waiting) => covers({ task: answer(done), attempt }, answer(waiting)))).toEqual(
      covered,
    );
  });
});

it('a suite covers no other: what a late attempt at it asks for may have been answered before', () => {
  expect(covers({ task: suite, attempt: 1 }, suite)).toBe(false);
  expect(covers({ task: suite, attempt: 1 }, answer('anew'))).toBe(false);
});
