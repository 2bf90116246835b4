import type { Action } from '../../core/action.ts';
import { decideFailure } from '../../core/decide/decide-failure.ts';
import { toExternalId } from '../../core/decide/external-id.ts';
import type { GitHubClient } from '../../github/client.ts';
import { StaleRead } from '../../github/errors.ts';
import { type Performer, perform } from '../../github/perform.ts';
import { auditAndDecide } from '../audit/audit-and-decide.ts';
import type { FactsRead } from '../audit/audit-facts.ts';
import { AuditStopped } from '../audit/audit-pool.ts';
import type { Decided } from '../audit/audit-task.ts';
import type { AnswerHead } from '../task.ts';
import { readComparedCommits } from './read-commit-facts.ts';
import { readCurrentPullRequest, readOlderHead } from './read-pull-request-facts.ts';
import type { Attempt, Outcome, Tools } from './tools.ts';

/** Answers a head with a check run: read, decide, perform. */
export async function answerHead(tools: Tools, task: AnswerHead, attempt: Attempt): Promise<Outcome> {
  const client = await tools.github.installation(task.installation);
  const read = await readHead(tools, client, task);
  if (read === 'superseded') return 'superseded';
  const { actions, tracked } = await decide(tools, client, { task, read });
  await perform(performerOf(tools, client, { task, attempt }), actions);
  if (task.question.kind === 'push') await followSprints(tools, task, tracked);
  return 'answered';
}

/** Who answers a head: looks first for what an earlier attempt, or an earlier event, may have written. */
export function performerOf(
  { github, appId }: Tools,
  client: GitHubClient,
  { task, attempt }: { readonly task: AnswerHead; readonly attempt: Attempt },
): Performer {
  const isFirst = attempt.number === 1 && task.occasion !== 'again';
  return {
    client,
    repository: task.repository,
    appId,
    login: () => github.login(),
    askedAt: attempt.askedAt,
    lookFirst: isFirst ? 'no' : task.occasion === 'anew' ? 'since-asked' : 'any',
  };
}

/** The default branch has moved: where its policy follows sprints, they may stand otherwise now. */
async function followSprints(
  { sprints, ask }: Tools,
  { installation, repositoryId, repository }: AnswerHead,
  tracked: Decided['tracked'] | undefined,
): Promise<void> {
  const place = { installation, repositoryId, repository };
  if (tracked !== undefined) sprints.noteTracked(place, tracked);
  if (tracked === 'something') await ask({ kind: 'update-progress', ...place });
}

async function readHead(
  tools: Tools,
  client: GitHubClient,
  task: AnswerHead,
): Promise<FactsRead | 'superseded'> {
  const { headSha, question } = task;
  const commits = { tools, client, place: task };
  switch (question.kind) {
    case 'push':
      return readComparedCommits(commits, { headSha, baseSha: question.before, policyOf: 'head' });
    case 'merge-group':
      return readComparedCommits(commits, { headSha, baseSha: question.base, policyOf: 'base' });
    case 'pull-request':
      return readHeadOfPullRequest({ ...commits, number: question.number }, task);
  }
}

async function readHeadOfPullRequest(
  of: Parameters<typeof readCurrentPullRequest>[0],
  { headSha, before, occasion }: AnswerHead,
): Promise<FactsRead | 'superseded'> {
  const { pullRequest, read } = await readCurrentPullRequest(of);
  if (pullRequest.headSha === headSha) return read;
  if (pullRequest.headSha === before)
    throw new StaleRead('the pull request is not yet seen with its new head');
  // Only the newest head matters, and its own event brings it; but who asks for an older one gets that one.
  return occasion === 'anew' ? readOlderHead(of, pullRequest, headSha) : 'superseded';
}

async function decide(
  { pool, memory }: Tools,
  client: GitHubClient,
  { task, read }: { readonly task: AnswerHead; readonly read: FactsRead },
): Promise<{ readonly actions: readonly Action[]; readonly tracked?: Decided['tracked'] }> {
  const externalId = toExternalId(task.question);
  try {
    return await auditAndDecide({ pool, memory, client, place: task }, read, { kind: 'check', externalId });
  } catch (error) {
    if (!(error instanceof AuditStopped)) throw error;
    return { actions: decideFailure({ headSha: task.headSha, externalId }, error.message) };
  }
}
