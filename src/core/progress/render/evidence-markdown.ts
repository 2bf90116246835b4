import { clipText } from '../../report/clip.ts';
import { codeSpan, messageMarkdown } from '../../report/escape-markdown.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { ProgressFacts } from '../evidence/facts.ts';

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
  return `${signs[verdict]} ${messageMarkdown(clipText(detail, most))}${where === '' ? '' : ` (${where})`}`;
}

/** The run, job or issue, else the file and line, as a link where its address is known. */
function placeMarkdown(
  { path, line, url }: Pick<Evidence, 'path' | 'line' | 'url'>,
  facts: ProgressFacts | undefined,
): string {
  if (url !== undefined && url !== '') return linkMarkdown('seen here', url);
  if (path === undefined || line === undefined) return '';
  const words = codeSpan(`${path}:${line}`);
  if (facts === undefined) return words;
  const file = path.split('/').map(encodeURIComponent).join('/');
  return linkMarkdown(words, `${facts.repositoryUrl}/blob/${facts.headSha}/${file}#L${line}`);
}

/** A link with words that are Markdown already; the words alone where the address is none of the web. */
export function linkMarkdown(words: string, url: string): string {
  if (!/^https?:\/\//.test(url)) return words;
  const address = url.replace(/[\s()<>\\`|*_[\]]/g, (character) =>
    encodeURIComponent(character).replace(/[()*_]/g, percent),
  );
  return `[${words}](${address})`;
}

/** `encodeURIComponent` leaves these alone. */
function percent(character: string): string {
  return `%${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}`;
}
