import { explainRuleMarkdown } from '../../src/core/report/explain-rule.ts';
import type { Rule } from '../../src/core/rules/rule.ts';
import { type Fixture, runFixture, withoutMarks } from './fixture.ts';

/** A rule's page: its words, its options, and its `bad` and `good` fixtures with what is really said of them. */
export function rulePage(rule: Rule, fixtures: readonly Fixture[]): string {
  const own = fixtures.filter((fixture) => fixture.rule === rule.id);
  const example = (name: string, title: string) => {
    const fixture = own.find((one) => one.name === name);
    return fixture === undefined ? [] : [`## ${title}`, ...quote(fixture)];
  };
  const parts = [
    `<!-- Written by \`npm run generate\` from src/core/rules/${rule.id}.ts and fixtures/${rule.id}. -->`,
    `# ${rule.id}`,
    explainRuleMarkdown(rule),
    ...example('bad', 'What is reported'),
    ...example('good', 'What is not'),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** Each file, and what is really said of them. */
function quote(fixture: Fixture): string[] {
  const files = withoutMarks(fixture);
  const quoted = [...files.values()].flatMap((entry) =>
    entry.kind === 'text' ? [`\`${entry.path}\`:`, fenced(languageOf(entry.path), entry.text)] : [],
  );
  return [...quoted, '`ci-warden audit` says:', fenced('text', runFixture(fixture, files).output)];
}

function languageOf(path: string): string {
  if (/\.ya?ml$/.test(path)) return 'yaml';
  return path.endsWith('.sh') ? 'sh' : 'text';
}

function fenced(language: string, text: string): string {
  const longest = Math.max(2, ...(text.match(/^[ \t]*`+/gm) ?? []).map((run) => run.trim().length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text.trimEnd()}\n${fence}`;
}
