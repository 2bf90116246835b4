import type { Rule } from '../rules/rule.ts';
import { messageMarkdown } from './escape-markdown.ts';
import type { Palette } from './palette.ts';
import { ruleOptions } from './rule-options.ts';
import { wrapText } from './wrap-text.ts';

/** A rule's default severity in words. */
export function severityInWords(rule: Rule): string {
  return rule.severityNote ?? (typeof rule.severity === 'string' ? rule.severity : 'depends on the policy');
}

/** What a rule finds, why it matters, what to do and which options it has, for a terminal. */
export function explainRule(
  rule: Rule,
  style: { readonly palette: Palette; readonly width: number | undefined },
): string {
  const { palette, width } = style;
  const paragraph = (label: string, text: string) =>
    wrapText(text, { width, first: `  ${palette.faint(label)} `, indent: label.length + 3 });
  const options = ruleOptions(rule).map((option) => {
    const byDefault = option.default === '' ? '' : ` Default: ${option.default}.`;
    return paragraph('option:', `${option.name} (${option.values}). ${option.description}${byDefault}`);
  });
  const lines = [
    `${palette.strong(rule.id)} ${palette.faint(`(${severityInWords(rule)})`)}`,
    wrapText(rule.summary, { width, first: '  ', indent: 2 }),
    '',
    paragraph('why:', rule.why),
    paragraph(' do:', rule.remedy),
    ...(rule.details ?? []).map((detail) => paragraph('note:', detail)),
    ...options,
    '',
    `  ${palette.faint('allow one:')} # ci-warden: allow ${rule.id} -- <reason>`,
    `  ${palette.faint('in the policy:')} rules: { ${rule.id}: off | note | warning | error }`,
    `  ${palette.faint('   leave out:')} rules: { ${rule.id}: { except: [docs.yml, 'release.yml#publish'] } }`,
  ];
  return `${lines.join('\n')}\n`;
}

/** The same as Markdown, for a comment or a page; without a heading. */
export function explainRuleMarkdown(rule: Rule): string {
  const options = ruleOptions(rule).map(
    ({ name, values, default: byDefault, description }) =>
      `| \`${name}\` | ${cell(values)} | ${byDefault === '' ? '' : `\`${cell(byDefault)}\``} | ${cell(description)} |`,
  );
  const details = (rule.details ?? []).map((detail) => `- ${messageMarkdown(detail)}`);
  const table = ['| Option | Values | Default | Meaning |', '|---|---|---|---|', ...options].join('\n');
  return [
    messageMarkdown(rule.summary),
    `**By default:** ${messageMarkdown(severityInWords(rule))}.`,
    `**Why it matters:** ${messageMarkdown(rule.why)}`,
    `**What to do:** ${messageMarkdown(rule.remedy)}`,
    ...(details.length > 0 ? [details.join('\n')] : []),
    ...(options.length > 0 ? [table] : []),
    `To allow one offence, write \`# ci-warden: allow ${rule.id} -- <reason>\` on its line or above it; without a reason it doesn't count. In the policy, \`${rule.id}: off\` below \`rules\` turns the rule off (or \`note\`, \`warning\`, \`error\`), and \`${rule.id}: { except: [docs.yml, 'release.yml#publish'] }\` leaves a file or a job alone.`,
  ].join('\n\n');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
