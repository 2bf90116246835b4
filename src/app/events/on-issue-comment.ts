import { z } from 'zod';
import { mayHoldCommand } from '../../core/command/parse-command.ts';
import type { Task } from '../task.ts';
import { placeOf, repositoryEvent } from './payload.ts';

const payload = repositoryEvent.extend({
  action: z.string(),
  issue: z.object({ number: z.int(), pull_request: z.unknown().optional() }),
  comment: z.object({
    id: z.int(),
    body: z.string().nullish(),
    user: z.object({ login: z.string(), type: z.string() }).nullish(),
  }),
});

/** Somebody may have written a command. An edit is none: nobody would see when it was given. */
export function onIssueComment(event: unknown): Task | undefined {
  const read = payload.parse(event);
  const { id, user, body } = read.comment;
  // Bots, the App itself among them, are not obeyed: they would talk to each other for ever.
  if (read.action !== 'created' || !user || user.type === 'Bot' || !mayHoldCommand(body ?? '')) {
    return undefined;
  }
  return {
    kind: 'answer-comment',
    ...placeOf(read),
    issue: read.issue.number,
    on: read.issue.pull_request === undefined ? 'issue' : 'pull-request',
    commentId: id,
    author: user.login,
    body: body ?? '',
  };
}
