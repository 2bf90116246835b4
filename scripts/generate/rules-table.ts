import { escapeMarkdown, messageMarkdown } from '../../src/core/report/escape-markdown.ts';
import { severityInWords } from '../../src/core/report/explain-rule.ts';
import type { Rule } from '../../src/core/rules/rule.ts';

const begin = '<!-- generated:rules -->';
const end = '<!-- /generated:rules -->';

/** The rules as a table of Markdown, each with a link to its page. */
function rulesTable(rules: readonly Rule[]): string {
  const rows = rules.map(
    (rule) =>
      `| [\`${rule.id}\`](docs/rules/${rule.id}.md) | ${escapeMarkdown(severityInWords(rule))} | ${messageMarkdown(rule.summary)} |`,
  );
  return ['| rule | default | what it finds |', '|---|---|---|', ...rows].join('\n');
}

/** A page with the table between its markers. Throws where the page has none. */
export function withRulesTable(page: string, rules: readonly Rule[]): string {
  const from = page.indexOf(begin);
  const to = page.indexOf(end);
  if (from === -1 || to < from) throw new Error(`README.md has no ${begin} … ${end}`);
  return `${page.slice(0, from + begin.length)}\n${rulesTable(rules)}\n${page.slice(to)}`;
}
