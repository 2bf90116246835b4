import { fromExternalId, type Question } from '../../core/decide/external-id.ts';
import type { GitHubClient } from '../../github/client.ts';
import { type CheckRunFound, findCheckRuns } from '../../github/find-check-runs.ts';
import { findPullRequests } from '../../github/find-pull-requests.ts';
import type { AnswerSuite } from '../task.ts';
import type { Attempt, Outcome, Tools } from './tools.ts';

/**
 * Has all that was asked of a head answered anew, each by a job of its own, which knows what was there before and is never
 * worked together with another of the same head.
 */
export async function answerSuite(tools: Tools, task: AnswerSuite, attempt: Attempt): Promise<Outcome> {
  const client = await tools.github.installation(task.installation);
  const { repository, headSha } = task;
  const runs = await findCheckRuns(client, repository, { headSha, appId: tools.appId });
  const questions = await findQuestions(client, task, runs);
  const [newest] = runs;
  const how = { occasion: 'anew', ...(newest && { after: newest.id }) } as const;
  for (const question of questions) {
    await tools.ask({ ...task, kind: 'answer-head', question, ...how }, attempt);
  }
  return questions.length === 0 ? 'nothing-to-answer' : 'answered';
}

/** What the App's check runs on the head answered; where it never had one, the open pull requests with that head. */
async function findQuestions(
  client: GitHubClient,
  { repository, headSha }: AnswerSuite,
  runs: readonly CheckRunFound[],
): Promise<readonly Question[]> {
  const ids = [...new Set(runs.map(({ externalId }) => externalId))];
  const questions = ids.map(fromExternalId).filter((question) => question !== undefined);
  if (questions.length > 0) return questions;
  const numbers = await findPullRequests(client, repository, headSha);
  return numbers.map((number) => ({ kind: 'pull-request', number }));
}
