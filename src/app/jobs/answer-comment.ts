import type { Action } from '../../core/action.ts';
import type { Command } from '../../core/command/command.ts';
import { acknowledge, decideFailedReply, decidePlainReply } from '../../core/decide/decide-reply.ts';
import { codeSpan } from '../../core/report/escape-markdown.ts';
import { rules } from '../../core/rules/index.generated.ts';
import type { GitHubClient } from '../../github/client.ts';
import { type Performer, perform } from '../../github/perform.ts';
import { readPermission } from '../../github/read-permission.ts';
import { auditAndDecide } from '../audit/audit-and-decide.ts';
import type { FactsRead } from '../audit/audit-facts.ts';
import { AuditStopped } from '../audit/audit-pool.ts';
import type { AnswerComment } from '../task.ts';
import { readWholeBranch } from './read-commit-facts.ts';
import { readCurrentPullRequest } from './read-pull-request-facts.ts';
import type { Attempt, Outcome, Tools } from './tools.ts';

/** Answers the command of a comment: with a reaction at once, then with a reply that repetition brings up to date. */
export async function answerComment(tools: Tools, task: AnswerComment, attempt: Attempt): Promise<Outcome> {
  const command = await readCommand(tools, task);
  if (command === undefined) return 'not-a-command';
  const client = await tools.github.installation(task.installation);
  const performer = performerOf(tools, client, { task, attempt });
  const permission = await readPermission(client, task.repository, task.author);
  const mayCommand = permission === 'admin' || permission === 'write' ? 'yes' : 'no';
  await perform(performer, acknowledge(task, mayCommand));
  if (mayCommand === 'no') return 'not-permitted';
  if (command.kind === 'progress') {
    // Whoever writes about progress waits for the others that do, so that there is one comment.
    const { installation, repositoryId, repository, issue, commentId } = task;
    const reply = { issue, commentId };
    await tools.ask({ kind: 'update-progress', installation, repositoryId, repository, reply }, attempt);
    return 'answered';
  }
  const { actions, outcome } = await decide(tools, client, { task, command });
  await perform(performer, actions);
  return outcome;
}

/** The reply where answering failed for good. */
export async function replyFailure(
  tools: Tools,
  task: AnswerComment,
  { attempt, why }: { readonly attempt: Attempt; readonly why: string },
): Promise<void> {
  const command = await readCommand(tools, task);
  if (command === undefined) return;
  const client = await tools.github.installation(task.installation);
  const permission = await readPermission(client, task.repository, task.author);
  if (permission !== 'admin' && permission !== 'write') return;
  await perform(performerOf(tools, client, { task, attempt }), decideFailedReply(command, task, why));
}

async function readCommand({ pool }: Tools, task: AnswerComment): Promise<Command | undefined> {
  try {
    return await pool.parseCommand(task, task.body);
  } catch (error) {
    // Who makes Markdown that takes seconds to read does not want an answer.
    if (error instanceof AuditStopped) return undefined;
    throw error;
  }
}

function performerOf(
  { github, appId }: Tools,
  client: GitHubClient,
  { task, attempt }: { readonly task: AnswerComment; readonly attempt: Attempt },
): Performer {
  const { repository } = task;
  const { askedAt } = attempt;
  return { client, repository, appId, login: () => github.login(), askedAt, lookFirst: 'same' };
}

async function decide(
  tools: Tools,
  client: GitHubClient,
  { task, command }: { readonly task: AnswerComment; readonly command: Command },
): Promise<{ readonly actions: readonly Action[]; readonly outcome: Outcome }> {
  const plain = decidePlainReply(command, task, rules);
  if (plain !== undefined || command.kind !== 'audit') return { actions: plain ?? [], outcome: 'answered' };
  const { pool, memory } = tools;
  const { read, subject } = await readSubject(tools, client, task);
  const place = { issue: task.issue, commentId: task.commentId };
  try {
    const decided = await auditAndDecide({ pool, memory, client, place: task }, read, {
      kind: 'reply',
      command,
      place,
      subject,
    });
    return { actions: decided.actions, outcome: 'answered' };
  } catch (error) {
    if (!(error instanceof AuditStopped)) throw error;
    return { actions: decideFailedReply(command, task, error.message), outcome: 'audit-ended' };
  }
}

/** What a command speaks of: the pull request under which it stands, or the default branch. */
async function readSubject(
  tools: Tools,
  client: GitHubClient,
  task: AnswerComment,
): Promise<{ readonly read: FactsRead; readonly subject: string }> {
  if (task.on === 'pull-request') {
    const { read } = await readCurrentPullRequest({ tools, client, place: task, number: task.issue });
    return { read, subject: `this pull request at ${read.facts.headSha}` };
  }
  const { read, branch } = await readWholeBranch({ tools, client, place: task });
  return { read, subject: `${codeSpan(branch)} at ${read.facts.headSha}` };
}
