import type { Action } from '../../core/action.ts';
import type { Command } from '../../core/command/command.ts';
import { parseCommand } from '../../core/command/parse-command.ts';
import { acknowledge, decideFailedReply, decidePlainReply } from '../../core/decide/decide-reply.ts';
import { codeSpan } from '../../core/report/escape-markdown.ts';
import { rules } from '../../core/rules/index.generated.ts';
import type { GitHubClient } from '../../github/client.ts';
import { type Performer, perform } from '../../github/perform.ts';
import { readPermission } from '../../github/read-permission.ts';
import { auditAndDecide } from '../audit/audit-and-decide.ts';
import type { FactsRead } from '../audit/audit-facts.ts';
import { AuditStopped } from '../audit/audit-pool.ts';
import type { AnswerComment, Reply, UpdateProgress } from '../task.ts';
import { performAndLookAgain } from './keep-comments.ts';
import { readWholeBranch } from './read-commit-facts.ts';
import { readCurrentPullRequest } from './read-pull-request-facts.ts';
import type { Attempt, Failed, Outcome, Tools } from './tools.ts';

/** Answers a comment that gives a command with a reaction, at once, and asks for what takes longer. */
export async function answerComment(tools: Tools, task: AnswerComment, attempt: Attempt): Promise<Outcome> {
  const command = await readCommand(tools, task);
  if (command === undefined) return 'not-a-command';
  const client = await tools.github.installation(task.installation);
  const mayCommand = await readMayCommand(client, task);
  if (mayCommand === 'no' && !tools.refusals.take(task.installation)) return 'not-permitted';
  await perform(performerOf(tools, client, { task, attempt }), acknowledge(task, mayCommand));
  if (mayCommand === 'no') return 'not-permitted';
  await tools.ask(replyTo(task, command), attempt);
  return 'answered';
}

/** Answers a command with a reply that repetition brings up to date. */
export async function reply(tools: Tools, task: Reply, attempt: Attempt): Promise<Outcome> {
  const client = await tools.github.installation(task.installation);
  const { actions, outcome } = await decide(tools, client, task);
  await performAndLookAgain({ tools, task, attempt }, performerOf(tools, client, { task, attempt }), actions);
  return outcome;
}

/** The reply where it failed for good to see what a comment asks for. */
export async function giveUpComment(tools: Tools, task: AnswerComment, failed: Failed): Promise<void> {
  const command = await readCommand(tools, task);
  if (command === undefined) return;
  const client = await tools.github.installation(task.installation);
  if ((await readMayCommand(client, task)) === 'no') return;
  await giveUpReply(tools, { ...task, kind: 'reply', command }, failed);
}

/** The reply where answering failed for good. */
export async function giveUpReply(tools: Tools, task: Reply, { attempt, why }: Failed): Promise<void> {
  const client = await tools.github.installation(task.installation);
  await performAndLookAgain(
    { tools, task, attempt },
    performerOf(tools, client, { task, attempt }),
    decideFailedReply(task.command, task, why),
  );
}

/** Comments of so few characters are read in milliseconds, whoever makes them, and wait for no thread. */
const shortComment = 200;
const ruleIds = rules.map(({ id }) => id);

async function readCommand({ pool }: Tools, task: AnswerComment): Promise<Command | undefined> {
  if (task.body.length <= shortComment) return parseCommand(task.body, ruleIds);
  try {
    return await pool.parseCommand(task, task.body);
  } catch (error) {
    // Who makes Markdown that takes seconds to read does not want an answer.
    if (error instanceof AuditStopped) return undefined;
    throw error;
  }
}

async function readMayCommand(
  client: GitHubClient,
  { repository, author }: AnswerComment,
): Promise<'yes' | 'no'> {
  const permission = await readPermission(client, repository, author);
  return permission === 'admin' || permission === 'write' ? 'yes' : 'no';
}

/** Whoever writes about progress waits for the others that do, so that there is one comment. */
function replyTo(task: AnswerComment, command: Command): Reply | UpdateProgress {
  const { installation, repositoryId, repository, issue, on, commentId } = task;
  const place = { installation, repositoryId, repository };
  return command.kind === 'progress'
    ? { kind: 'update-progress', ...place, reply: { issue, commentId } }
    : { kind: 'reply', ...place, issue, on, commentId, command };
}

function performerOf(
  { github, appId }: Tools,
  client: GitHubClient,
  { task, attempt }: { readonly task: AnswerComment | Reply; readonly attempt: Attempt },
): Performer {
  const { repository } = task;
  const { askedAt } = attempt;
  return { client, repository, appId, login: () => github.login(), askedAt, lookFirst: 'same' };
}

async function decide(
  tools: Tools,
  client: GitHubClient,
  task: Reply,
): Promise<{ readonly actions: readonly Action[]; readonly outcome: Outcome }> {
  const { command } = task;
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
  task: Reply,
): Promise<{ readonly read: FactsRead; readonly subject: string }> {
  if (task.on === 'pull-request') {
    const { read } = await readCurrentPullRequest({ tools, client, place: task, number: task.issue });
    return { read, subject: `this pull request at ${read.facts.headSha}` };
  }
  const { read, branch } = await readWholeBranch({ tools, client, place: task });
  return { read, subject: `${codeSpan(branch)} at ${read.facts.headSha}` };
}
