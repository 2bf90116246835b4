import { z } from 'zod';
import type { Task } from '../task.ts';
import { objectId, placeOf, repositoryEvent } from './payload.ts';

const payload = repositoryEvent.extend({
  check_suite: z.object({ head_sha: objectId, app: z.object({ id: z.int() }).nullish() }),
});

/** Somebody asks for all checks of a head again. Of a fork's head the event names no pull request. */
export function onCheckSuite(event: unknown, { appId }: { readonly appId: number }): Task | undefined {
  const read = payload.parse(event);
  const { head_sha: headSha, app } = read.check_suite;
  if (app?.id !== appId) return undefined;
  return { kind: 'answer-suite', ...placeOf(read), headSha };
}
