import { codeSpan } from '../../report/escape-markdown.ts';
import { timeWords } from '../evidence/duration-words.ts';
import type { Progress } from '../progress.ts';
import { linkMarkdown } from './evidence-markdown.ts';

const opening = '<sub>Facts of ';

/** When the facts were read, of which commit, and how that lies to the plan's end; one line, the only one that changes while nothing happens. */
export function factsLine({ facts, plan }: Pick<Progress, 'facts' | 'plan'>): string {
  if (facts === undefined)
    return `${opening}the files alone: what needs runs, runners or issues is unknown.</sub>`;
  const commit = linkMarkdown(
    codeSpan(facts.headSha.slice(0, 7)),
    `${facts.repositoryUrl}/commit/${facts.headSha}`,
  );
  return `${opening}${timeWords(facts.readAt)}, at ${commit}${afterEnd(plan.timeline, facts.readAt)}.</sub>`;
}

/** How the day of the facts lies to the last day of the plan's timeline; nothing where it has but one day. */
function afterEnd(timeline: Progress['plan']['timeline'], readAt: string): string {
  const days = timeline.flatMap(({ from, to }) => [from, to]).toSorted();
  const [first, last] = [days[0], days.at(-1)];
  const between = Math.floor((Date.parse(readAt) - Date.parse(`${last}T00:00:00Z`)) / 86_400_000);
  if (last === undefined || first === last || Number.isNaN(between)) return '';
  if (between === 0) return `, on the last day of the plan's timeline`;
  const distance = `${Math.abs(between)} ${Math.abs(between) === 1 ? 'day' : 'days'}`;
  return `, ${distance} ${between > 0 ? 'after' : 'before'} the last day of the plan's timeline (${last})`;
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
