import { z } from 'zod';
import { fromExternalId } from '../../core/decide/external-id.ts';
import type { Task } from '../task.ts';
import { objectId, placeOf, repositoryEvent } from './payload.ts';

const payload = repositoryEvent.extend({
  check_run: z.object({
    id: z.int(),
    head_sha: objectId,
    external_id: z.string().nullish(),
    app: z.object({ id: z.int() }).nullish(),
  }),
});

/** Somebody asks for one check again; its external id says what it answered. */
export function onCheckRun(event: unknown, { appId }: { readonly appId: number }): Task | undefined {
  const read = payload.parse(event);
  const { id: after, head_sha: headSha, external_id: externalId, app } = read.check_run;
  if (app?.id !== appId) return undefined;
  const question = fromExternalId(externalId ?? '');
  return question && { kind: 'answer-head', ...placeOf(read), headSha, question, occasion: 'anew', after };
}
