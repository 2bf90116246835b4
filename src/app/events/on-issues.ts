import { z } from 'zod';
import type { Task } from '../task.ts';
import { placeOf, repositoryEvent } from './payload.ts';

const payload = repositoryEvent.extend({
  action: z.string(),
  issue: z.object({ number: z.int() }),
  changes: z.object({ body: z.unknown().optional() }).optional(),
});

/** The text of an issue is new or has changed: a sprint may be followed on it. */
export function onIssues(event: unknown): Task | undefined {
  const read = payload.parse(event);
  if (read.action === 'edited' && read.changes?.body === undefined) return undefined;
  return { kind: 'update-progress', ...placeOf(read), issue: read.issue.number };
}
