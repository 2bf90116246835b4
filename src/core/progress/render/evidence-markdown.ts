import { clipText } from '../../report/clip.ts';
import { codeSpan, messageMarkdown } from '../../report/escape-markdown.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { ProgressFacts } from '../evidence/facts.ts';
import { shortPath, shortPaths } from './short-paths.ts';

const signs: Readonly<Record<Evidence['verdict'], string>> = {
  holds: '✓',
  fails: '✗',
  unknown: '? unknown:',
};

/** A piece of evidence in one line of Markdown, with a link to where it can be seen. */
export function evidenceMarkdown(
  { verdict, detail, ...place }: Omit<Evidence, 'kind'>,
  facts: ProgressFacts | undefined,
  most: number,
): string {
  const where = placeMarkdown(place, facts);
  return `${signs[verdict]} ${messageMarkdown(clipText(shortPaths(detail), most))}${where === '' ? '' : ` (${where})`}`;
}

/** The run, job or issue, else the file and line, as a link where its address is known. */
function placeMarkdown(
  { path, line, url }: Pick<Evidence, 'path' | 'line' | 'url'>,
  facts: ProgressFacts | undefined,
): string {
  if (url !== undefined && url !== '') return linkMarkdown(placeName(url), url);
  if (path === undefined || line === undefined) return '';
  const words = codeSpan(`${shortPath(path)}:${line}`);
  if (facts === undefined) return words;
  const file = path.split('/').map(encodeSegment).join('/');
  return linkMarkdown(words, `${facts.repositoryUrl}/blob/${facts.headSha}/${file}#L${line}`);
}

/** What the address is of, in a word. */
function placeName(url: string): string {
  if (/\/job\/\d+$/.test(url)) return 'the job';
  if (/\/actions\/runs\/\d+/.test(url)) return 'the run';
  if (/\/settings\/actions\/runners$/.test(url)) return 'the runners';
  if (/\/actions(?:\/workflows\/[^/]+)?$/.test(url)) return 'the runs';
  return /\/issues\/\d+$/.test(url) ? 'the issue' : 'seen here';
}

/** `encodeURIComponent` leaves alone what would end a link in Markdown. */
function encodeSegment(segment: string): string {
  return encodeURIComponent(segment).replace(
    /[()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16)}`,
  );
}

/** A link with words that are Markdown already; the words alone where the address is none, or could end the link. */
export function linkMarkdown(words: string, url: string): string {
  return /^https?:\/\/[\w.~:/?#@!$&'+,;=%-]+$/.test(url) ? `[${words}](${url})` : words;
}
