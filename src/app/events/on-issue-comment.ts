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
  changes: z.object({ body: z.object({ from: z.string().nullish() }).optional() }).optional(),
});

/** Somebody may have written a command, or a checklist that is a part of a sprint's plan. */
export function onIssueComment(event: unknown): Task | undefined {
  const read = payload.parse(event);
  const { user } = read.comment;
  // Bots, the App itself among them, are not obeyed: they would talk to each other for ever.
  if (!user || user.type === 'Bot') return undefined;
  return commandIn(read, user.login) ?? checklistIn(read);
}

/** An edit is no command: nobody would see when it was given. */
function commandIn(read: z.infer<typeof payload>, author: string): Task | undefined {
  const { id, body } = read.comment;
  if (read.action !== 'created' || !mayHoldCommand(body ?? '')) return undefined;
  return {
    kind: 'answer-comment',
    ...placeOf(read),
    issue: read.issue.number,
    on: read.issue.pull_request === undefined ? 'issue' : 'pull-request',
    commentId: id,
    author,
    body: body ?? '',
  };
}

function checklistIn(read: z.infer<typeof payload>): Task | undefined {
  const { issue, comment, changes } = read;
  if (issue.pull_request !== undefined) return undefined;
  const texts = [comment.body ?? '', changes?.body?.from ?? ''];
  if (!texts.some((text) => /\[[ xX]\]/.test(text))) return undefined;
  return { kind: 'update-progress', ...placeOf(read), issue: issue.number };
}
