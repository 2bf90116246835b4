import type { Action } from '../../core/action.ts';
import { decideFailure } from '../../core/decide/decide-failure.ts';
import { toExternalId } from '../../core/decide/external-id.ts';
import type { GitHubClient } from '../../github/client.ts';
import { longestLook } from '../../github/complete-check-run.ts';
import { StaleRead } from '../../github/errors.ts';
import { type Performer, perform } from '../../github/perform.ts';
import type { PullRequestRead } from '../../github/read-pull-request.ts';
import { auditAndDecide } from '../audit/audit-and-decide.ts';
import type { FactsRead } from '../audit/audit-facts.ts';
import { AuditStopped } from '../audit/audit-pool.ts';
import type { Decided } from '../audit/audit-task.ts';
import type { AnswerHead } from '../task.ts';
import { isLate } from './judge-error.ts';
import { readComparedCommits } from './read-commit-facts.ts';
import { readCurrentPullRequest, readOlderHead } from './read-pull-request-facts.ts';
import type { Attempt, Outcome, Tools } from './tools.ts';

/** Answers a head with a check run: read, decide, perform. */
export async function answerHead(tools: Tools, task: AnswerHead, attempt: Attempt): Promise<Outcome> {
  const client = await tools.github.installation(task.installation);
  const read = await readHead(tools, client, { task, attempt });
  if (typeof read === 'string') return read;
  const { actions, tracked } = await decide(tools, client, { task, read });
  await perform(performerOf(tools, client, { task, attempt }), actions);
  if (task.question.kind === 'push') await followSprints(tools, { task, attempt }, tracked);
  return tracked === undefined ? 'audit-ended' : 'answered';
}

/** Who answers a head: looks first for what an earlier attempt, or an earlier event, may have written. */
export function performerOf(
  { github, appId }: Tools,
  client: GitHubClient,
  {
    task,
    attempt,
  }: { readonly task: Pick<AnswerHead, 'repository' | 'occasion' | 'after'>; readonly attempt: Attempt },
): Performer {
  return {
    client,
    repository: task.repository,
    appId,
    login: () => github.login(),
    askedAt: attempt.askedAt,
    ...(task.after !== undefined && { after: task.after }),
    begunAt: attempt.begunAt,
    lookFirst: lookFirst(task.occasion, attempt),
    ...(task.occasion === 'again' && { answered: 'before' }),
  };
}

function lookFirst(occasion: AnswerHead['occasion'], { number, begunAt }: Attempt): Performer['lookFirst'] {
  if (occasion === 'again') return number === 1 ? 'same' : 'same-or-since-asked';
  const tookLong = Date.now() - begunAt.getTime() > longestLook / 2;
  if (number === 1 && !tookLong) return 'no';
  return occasion === 'first' ? 'any' : 'since-asked';
}

/** The default branch has moved: where its policy follows sprints, they may stand otherwise now. */
async function followSprints(
  { sprints, ask }: Tools,
  { task: { installation, repositoryId, repository }, attempt }: Asked,
  tracked: Decided['tracked'] | undefined,
): Promise<void> {
  const place = { installation, repositoryId, repository };
  if (tracked !== undefined) sprints.noteTracked(place, tracked);
  if (tracked === 'something') await ask({ kind: 'update-progress', ...place }, attempt);
}

/** Nothing is to be read where a newer head has come, or where the head has its answer already. */
type HeadRead = FactsRead | 'superseded' | 'answered-before';

/** A task and how it came to be done now. */
interface Asked {
  readonly task: AnswerHead;
  readonly attempt: Attempt;
}

async function readHead(tools: Tools, client: GitHubClient, asked: Asked): Promise<HeadRead> {
  const { task } = asked;
  const { headSha, question } = task;
  const commits = { tools, client, place: task };
  switch (question.kind) {
    case 'push':
      return readComparedCommits(commits, { headSha, baseSha: question.before, policyOf: 'head' });
    case 'merge-group':
      return readComparedCommits(commits, { headSha, baseSha: question.base, policyOf: 'base' });
    case 'pull-request':
      return readHeadOfPullRequest({ ...commits, number: question.number }, asked);
  }
}

async function readHeadOfPullRequest(
  of: Parameters<typeof readCurrentPullRequest>[0],
  { task, attempt }: Asked,
): Promise<HeadRead> {
  const { headSha, occasion, question } = task;
  const { pullRequest, read } = await readCurrentPullRequest(of);
  if (pullRequest.headSha === headSha) {
    // Events may come late, and in another order: one that came after has then brought this head's answer. What an
    // earlier attempt has written may lack annotations.
    const isFirst = occasion === 'first' && attempt.number === 1;
    return isFirst && pullRequest.answered.has(toExternalId(question)) ? 'answered-before' : read;
  }
  if (occasion === 'anew') return readOlderHead(of, pullRequest, headSha);
  if (isStale(pullRequest, { task, attempt }, of.tools.lateSeconds)) {
    throw new StaleRead('the pull request is not yet seen with its new head');
  }
  // Only the newest head matters, and its own event brings it.
  return 'superseded';
}

/** GitHub keeps whole seconds: of what was changed in the same second only the head before this one is surely older. */
function isStale(
  { headSha, updatedAt }: Pick<PullRequestRead, 'headSha' | 'updatedAt'>,
  { task, attempt }: Asked,
  lateSeconds: number,
): boolean {
  if (isLate(attempt.askedAt, lateSeconds)) return false;
  const toldAt = task.updatedAt === undefined ? 0 : Date.parse(task.updatedAt);
  return updatedAt.getTime() < toldAt || headSha === task.before;
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
