import type { Action } from '../../core/action.ts';
import type { Command } from '../../core/command/command.ts';
import { acknowledge, decideFailedReply, decidePlainReply } from '../../core/decide/decide-reply.ts';
import { codeSpan } from '../../core/report/escape-markdown.ts';
import { rules } from '../../core/rules/index.generated.ts';
import type { GitHubClient } from '../../github/client.ts';
import { type Performer, perform } from '../../github/perform.ts';
import { readIssueBody } from '../../github/read-issue-body.ts';
import { readPermission } from '../../github/read-permission.ts';
import { auditAndDecide } from '../audit/audit-and-decide.ts';
import type { FactsRead } from '../audit/audit-facts.ts';
import { AuditStopped } from '../audit/audit-pool.ts';
import type { AuditPurpose } from '../audit/audit-task.ts';
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
  await perform(performer, await decide(tools, client, { task, command }));
  return 'answered';
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

async function readCommand({ pool }: Tools, { body }: AnswerComment): Promise<Command | undefined> {
  try {
    return await pool.parseCommand(body);
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
  return { client, repository, appId, login: () => github.login(), askedAt, lookFirst: 'any' };
}

async function decide(
  tools: Tools,
  client: GitHubClient,
  { task, command }: { readonly task: AnswerComment; readonly command: Command },
): Promise<readonly Action[]> {
  const plain = decidePlainReply(command, task, rules);
  if (plain !== undefined) return plain;
  const { pool, memory } = tools;
  const { read, purpose } = await readFor(tools, client, { task, command });
  try {
    return await auditAndDecide({ pool, memory, client, place: task }, read, purpose);
  } catch (error) {
    if (!(error instanceof AuditStopped)) throw error;
    return decideFailedReply(command, task, error.message);
  }
}

/**
 * What a command speaks of: the pull request under which it stands, or the default branch, which is also where a
 * sprint's progress is.
 */
async function readFor(
  tools: Tools,
  client: GitHubClient,
  { task, command }: { readonly task: AnswerComment; readonly command: Command },
): Promise<{ readonly read: FactsRead; readonly purpose: AuditPurpose }> {
  const { issue, commentId, on, repository } = task;
  const place = { issue, commentId };
  if (command.kind !== 'audit') {
    const { read } = await readWholeBranch({ tools, client, place: task });
    const body = await readIssueBody(client, repository, issue);
    return { read, purpose: { kind: 'progress', place: { ...place, on, body } } };
  }
  if (on === 'pull-request') {
    const { read } = await readCurrentPullRequest({ tools, client, place: task, number: issue });
    const subject = `this pull request at ${read.facts.headSha}`;
    return { read, purpose: { kind: 'reply', command, place, subject } };
  }
  const { read, branch } = await readWholeBranch({ tools, client, place: task });
  const subject = `${codeSpan(branch)} at ${read.facts.headSha}`;
  return { read, purpose: { kind: 'reply', command, place, subject } };
}
