import { z } from 'zod';
import type { Task } from '../task.ts';
import { objectId, placeOf, repositoryEvent } from './payload.ts';

const payload = repositoryEvent.extend({
  action: z.string(),
  number: z.int(),
  pull_request: z.object({
    head: z.object({ sha: objectId }),
    base: z.object({ ref: z.string() }).optional(),
    merged: z.boolean().nullish(),
    updated_at: z.iso.datetime().optional(),
  }),
  changes: z.object({ base: z.unknown().optional() }).optional(),
  before: objectId.optional(),
});

/**
 * A pull request has a head to answer: new, changed, back, or compared with another base. One that is merged into the
 * default branch may bring a sprint forward.
 */
export function onPullRequest(event: unknown): Task | undefined {
  const read = payload.parse(event);
  if (isMerged(read)) return { kind: 'update-progress', ...placeOf(read) };
  const occasion = occasionOf(read);
  if (occasion === undefined) return undefined;
  const { updated_at: updatedAt } = read.pull_request;
  return {
    kind: 'answer-head',
    ...placeOf(read),
    headSha: read.pull_request.head.sha,
    question: { kind: 'pull-request', number: read.number },
    occasion,
    ...(updatedAt !== undefined && { updatedAt }),
    ...(read.before !== undefined && { before: read.before }),
  };
}

function isMerged({ action, pull_request: pull, repository }: z.infer<typeof payload>): boolean {
  return action === 'closed' && pull.merged === true && pull.base?.ref === repository.default_branch;
}

function occasionOf({ action, changes }: z.infer<typeof payload>): 'first' | 'again' | undefined {
  switch (action) {
    case 'opened':
    case 'synchronize':
      return 'first';
    case 'reopened':
    case 'ready_for_review':
      return 'again';
    case 'edited':
      // Titles and descriptions are edited all the time; only another base is another comparison.
      return changes?.base === undefined ? undefined : 'again';
    default:
      return undefined;
  }
}
