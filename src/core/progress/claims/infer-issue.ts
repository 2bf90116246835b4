import type { Check, Topic } from './check.ts';
import type { ClaimContext } from './claim-context.ts';
import type { MarkedItem } from './marked-item.ts';
import { makeTopic } from './topic.ts';

/** `Create issue #106 with detailed description`. */
export function inferIssue(marked: MarkedItem): Check[] {
  const { words } = marked;
  const created =
    /\b(?:create|open|file|raise)(?:s|d|ed)?\s+(?:\w+\s+){0,3}?⟦i(?<at>\d+)⟧/i.exec(words) ??
    /⟦i(?<at>\d+)⟧\s+(?:is\s+|was\s+|has been\s+)?(?:created|opened|filed|raised|exists)\b/i.exec(words);
  const issue = marked.issues[Number(created?.groups?.at)];
  if (issue === undefined) return [];
  return [
    { kind: 'issue-exists', issue, described: /\bdescription\b/i.test(words) ? 'described' : 'whatever' },
  ];
}

/** `Include success criteria and timeline`, below an item that creates an issue: what the issue must speak of. */
export function inferIssueTopics(marked: MarkedItem, context: ClaimContext): Check[] {
  const subject = context.earlierChecks(marked.item).findLast(({ kind }) => kind === 'issue-exists');
  const list = /^(?:include|add|list|state|describe|mention|contain)(?:s|d|ed)?\s+(?<topics>[^⟦]+)$/i.exec(
    marked.words,
  )?.groups?.topics;
  if (subject?.kind !== 'issue-exists' || list === undefined) return [];
  const topics = list
    .split(/\s*,\s*(?:and\s+)?|\s+and\s+/)
    .map((words) => makeTopic(words, marked, '', context.rarity))
    .filter((topic): topic is Topic => topic !== undefined);
  return topics.length === 0 ? [] : [{ kind: 'issue-mentions', issue: subject.issue, topics }];
}
