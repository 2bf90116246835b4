import { z } from 'zod';
import type { Task } from '../task.ts';
import { objectId, placeOf, repositoryEvent } from './payload.ts';

const payload = repositoryEvent.extend({
  ref: z.string(),
  before: objectId,
  after: objectId,
  deleted: z.boolean(),
});

/** A push to the default branch, which is compared with what was there before. */
export function onPush(event: unknown): Task | undefined {
  const read = payload.parse(event);
  if (read.deleted || read.ref !== `refs/heads/${read.repository.default_branch}`) return undefined;
  return {
    kind: 'answer-head',
    ...placeOf(read),
    headSha: read.after,
    question: { kind: 'push', ref: read.ref, before: read.before },
    occasion: 'first',
  };
}
