import type { Check, Topic } from './check.ts';
import type { ClaimContext } from './claim-context.ts';
import type { MarkedItem } from './marked-item.ts';
import { makeTopic } from './topic.ts';

/** `Create issue #106 with detailed description`. */
export function inferIssue(marked: MarkedItem): Check[] {
  const { words } = marked;
  if (/\bupstream\b/i.test(words)) return [];
  const list = '(?<list>⟦i\\d+⟧(?:(?:\\s*,\\s*(?:and\\s+)?|\\s+and\\s+)⟦i\\d+⟧)*)';
  const thing =
    '(?:(?:an?|the|our|new|github|tracking|follow-?up|parent|main|epic|feature)\\s+){0,5}(?:(?:issues?|tickets?|bugs?|epics?)\\s+)?';
  const found =
    new RegExp(`\\b(?:create|open|file|raise)(?:s|d|ed)?\\s+${thing}${list}`, 'i').exec(words) ??
    new RegExp(
      `^${thing}${list}\\s+(?:is\\s+|was\\s+|are\\s+|were\\s+|has been\\s+|have been\\s+)?(?:created|opened|filed|raised|exists?)\\b`,
      'i',
    ).exec(words);
  const described = /\bdescription\b|\bdescribed\b/i.test(words) ? 'described' : 'whatever';
  return [...(found?.groups?.list ?? '').matchAll(/⟦i(\d+)⟧/g)].flatMap(([, at]): Check[] => {
    const issue = marked.issues[Number(at)];
    return issue === undefined ? [] : [{ kind: 'issue-exists', issue, described }];
  });
}

/** `Include success criteria and timeline`, below an item that creates an issue: what the issue must speak of. */
export function inferIssueTopics(marked: MarkedItem, context: ClaimContext): Check[] {
  const subject = context.earlierChecks(marked.item).at(-1);
  const list = /^(?:include|list|state|describe|mention|contain)(?:s|d|ed)?\s+(?<topics>[^⟦]+)$/i.exec(
    marked.words,
  )?.groups?.topics;
  if (subject === undefined || !('issue' in subject) || list === undefined) return [];
  const topics = list
    .split(/\s*,\s*(?:and\s+)?|\s+and\s+/)
    .map((words) => makeTopic(words, marked, '', context.rarity))
    .filter((topic): topic is Topic => topic !== undefined);
  return topics.length === 0 ? [] : [{ kind: 'issue-mentions', issue: subject.issue, topics }];
}
