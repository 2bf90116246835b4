import { codeSpan } from '../../report/escape-markdown.ts';
import { timeWords } from '../evidence/duration-words.ts';
import type { Progress } from '../progress.ts';
import { linkMarkdown } from './evidence-markdown.ts';

const opening = '<sub>Facts of ';

/** When the facts were read, and of which commit; one line, the only one that changes while nothing happens. */
export function factsLine({ facts }: Pick<Progress, 'facts'>): string {
  if (facts === undefined)
    return `${opening}the files alone: what needs runs, runners or issues is unknown.</sub>`;
  const commit = linkMarkdown(
    codeSpan(facts.headSha.slice(0, 7)),
    `${facts.repositoryUrl}/commit/${facts.headSha}`,
  );
  return `${opening}${timeWords(facts.readAt)}, at ${commit}.</sub>`;
}

/**
 * The body to write when `previous` stands there: `previous` itself where nothing differs but the time of the facts and
 * the commit at which the same lines are shown, so that unchanged progress is not written again.
 */
export function keepUnchanged(previous: string, next: string): string {
  return withoutMoment(previous) === withoutMoment(next) ? previous : next;
}

/** GitHub gives comments back with CRLF where a person's browser wrote them, and trims the end. */
function withoutMoment(body: string): string {
  return body
    .replace(/\r\n/g, '\n')
    .replace(/\/blob\/[0-9a-f]{40,64}\//g, '/blob/')
    .split('\n')
    .filter((line) => !line.startsWith(opening))
    .join('\n')
    .trim();
}
