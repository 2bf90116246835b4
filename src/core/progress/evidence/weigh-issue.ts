import type { Check, Topic } from '../claims/check.ts';
import { type Evidence, evidence } from './evidence.ts';
import type { IssueFacts } from './facts.ts';
import { weighTopicIn } from './mentions.ts';
import type { WeighInput } from './weigh-input.ts';

type IssueCheck = Extract<Check, { kind: 'issue-exists' | 'issue-mentions' }>;

/** Whether an issue is there, has a description, and speaks of what it should. */
export function weighIssue(check: IssueCheck, { facts }: WeighInput): Evidence[] {
  const { kind } = check;
  if (facts === undefined || !facts.issues.has(check.issue)) {
    return [
      evidence(kind, 'unknown', `needs GitHub: the files don't say whether issue #${check.issue} is there`),
    ];
  }
  const issue = facts.issues.get(check.issue);
  if (issue === undefined) return [evidence(kind, 'fails', `there is no issue #${check.issue}`)];
  if (check.kind === 'issue-mentions') return check.topics.map((topic) => mention(issue, topic));
  if (check.described === 'described' && issue.body.trim() === '') {
    return [evidence(kind, 'fails', `issue #${check.issue} has no description`, { url: issue.url })];
  }
  return [evidence(kind, 'holds', `issue #${check.issue} is there`, { url: issue.url })];
}

function mention({ number, body, url }: IssueFacts, topic: Topic): Evidence {
  const { verdict, detail } = weighTopicIn(body, topic, 'markdown');
  return evidence('issue-mentions', verdict, `issue #${number}: ${detail}`, { url });
}
