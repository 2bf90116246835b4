import { neutralise } from './neutralise.ts';

/**
 * A zero-width space. GitHub looks for mentions, references, addresses and emoji in the rendered text, where no escape
 * of Markdown's is left to see: only a character in between keeps them apart.
 */
const gap = '\u200b';

/**
 * Any text as one line of GitHub's Markdown that renders as itself: no element, no mention, no link, no reference, no
 * emoji, no mathematics. White space is collapsed, as HTML does.
 */
export function escapeMarkdown(text: string): string {
  const oneLine = neutralise(text.replace(/[ \t\r\n\f\v]+/g, ' ').trim());
  return (
    keepApart(oneLine)
      .replace(/[\\`*_[\]<>|~&]/g, '\\$&')
      // What would make a heading, a rule or a list of the line that it begins.
      .replace(/^[-+=#]/, '\\$&')
      .replace(/^(\d+)([.)])/, '$1\\$2')
      .replaceAll('$', '<span>$</span>')
  );
}

function keepApart(text: string): string {
  return (
    text
      // Mentions and mail addresses; references to issues, and to commits of other repositories.
      .replace(/@(?=\S)|#(?=[\p{L}\p{N}])/gu, `$&${gap}`)
      .replace(/GH-(?=\d)/gi, `$&${gap}`)
      // Addresses of the web, with their protocol or without.
      .replace(/:(?=\/\/)/g, `:${gap}`)
      .replace(/(mailto|xmpp):/gi, `$&${gap}`)
      .replace(/www\./gi, (found) => `${found.slice(0, -1)}${gap}.`)
      .replace(/:(?=[\w+-]+:)/g, `:${gap}`)
      // What may be the id of a commit.
      .replace(/(?<![0-9a-z])[0-9a-f](?=[0-9a-f]{6,39}(?![0-9a-z]))/gi, `$&${gap}`)
  );
}

/** Text as a code span, whatever is in it; in a table, too. */
export function codeSpan(text: string): string {
  const content = neutralise(text.replace(/[ \t\r\n\f\v]+/g, ' ').trim());
  if (content === '') return '';
  // A bar would end a table's cell, even within code, and a backslash before it would show elsewhere.
  if (content.includes('|')) return escapeMarkdown(text);
  const longest = Math.max(0, ...(content.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = content.startsWith('`') || content.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${content}${pad}${fence}`;
}

/**
 * A message of ours as Markdown: what it quotes between backticks becomes code, all else is escaped. Text of a
 * repository within it may hold backticks itself: it then changes what is set as code, and nothing more.
 */
export function messageMarkdown(message: string): string {
  const parts = message.split('`');
  const isBalanced = parts.length % 2 === 1;
  return parts
    .map((part, index) => {
      if (index % 2 === 0) return edges(part, escapeMarkdown(part));
      const isLoose = !isBalanced && index === parts.length - 1;
      if (isLoose) return `\\\`${edges(part, escapeMarkdown(part))}`;
      return codeSpan(part) || escapeMarkdown(`\`${part}\``);
    })
    .join('')
    .trim();
}

/** Escaping trims; between code and words the blank belongs there. */
function edges(part: string, escaped: string): string {
  if (escaped === '') return part === '' ? '' : ' ';
  return `${/^\s/.test(part) ? ' ' : ''}${escaped}${/\s$/.test(part) ? ' ' : ''}`;
}
