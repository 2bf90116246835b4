import { expect, it } from 'vitest';
import type { Task } from '../../src/app/task.ts';
import { covers } from '../../src/app/task-key.ts';

const place = { installation: 1, repositoryId: 2, repository: { owner: 'octo', name: 'tool' } };
const head = { ...place, headSha: 'a'.repeat(40) };
const suite: Task = { kind: 'answer-suite', ...head };
const answer = (occasion: 'first' | 'again' | 'anew'): Task => ({
  kind: 'answer-head',
  ...head,
  question: { kind: 'pull-request', number: 1 },
  occasion,
});

it('what was asked for anew is covered by nothing else', () => {
  expect(covers(answer('anew'), answer('anew'))).toBe(true);
  expect(covers(answer('anew'), answer('first'))).toBe(true);
  expect(covers(answer('first'), answer('anew'))).toBe(false);
  expect(covers(answer('again'), answer('anew'))).toBe(false);
});

it('a suite covers no other: what a late attempt at it asks for may have been answered before', () => {
  expect(covers(suite, suite)).toBe(false);
  expect(covers(suite, answer('anew'))).toBe(false);
});
