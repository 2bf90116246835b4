import { z } from 'zod';
import type { Task } from '../task.ts';
import { objectId, placeOf, repositoryEvent } from './payload.ts';

const payload = repositoryEvent.extend({
  merge_group: z.object({ head_sha: objectId, base_sha: objectId }),
});

/** A group of the merge queue waits for its checks. */
export function onMergeGroup(event: unknown): Task | undefined {
  const read = payload.parse(event);
  return {
    kind: 'answer-head',
    ...placeOf(read),
    headSha: read.merge_group.head_sha,
    question: { kind: 'merge-group', base: read.merge_group.base_sha },
    occasion: 'first',
  };
}
