import { fromExternalId, type Question } from '../../core/decide/external-id.ts';
import type { GitHubClient } from '../../github/client.ts';
import { findCheckRuns } from '../../github/find-check-runs.ts';
import { findPullRequests } from '../../github/find-pull-requests.ts';
import type { AnswerSuite } from '../task.ts';
import { answerHead } from './answer-head.ts';
import type { Attempt, Outcome, Tools } from './tools.ts';

/** Answers anew all that was asked of a head. */
export async function answerSuite(tools: Tools, task: AnswerSuite, attempt: Attempt): Promise<Outcome> {
  const client = await tools.github.installation(task.installation);
  const questions = await findQuestions(tools, client, task);
  const outcomes: Outcome[] = [];
  for (const question of questions) {
    outcomes.push(
      await answerHead(tools, { ...task, kind: 'answer-head', question, occasion: 'anew' }, attempt),
    );
  }
  if (outcomes.length === 0) return 'nothing-to-answer';
  return outcomes.find((outcome) => outcome === 'audit-ended') ?? 'answered';
}

/** What the App's check runs on the head answered; where it never had one, the open pull requests with that head. */
async function findQuestions(
  { appId }: Tools,
  client: GitHubClient,
  { repository, headSha }: AnswerSuite,
): Promise<readonly Question[]> {
  const runs = await findCheckRuns(client, repository, { headSha, appId });
  const ids = [...new Set(runs.map(({ externalId }) => externalId))];
  const questions = ids.map(fromExternalId).filter((question) => question !== undefined);
  if (questions.length > 0) return questions;
  const numbers = await findPullRequests(client, repository, headSha);
  return numbers.map((number) => ({ kind: 'pull-request', number }));
}
