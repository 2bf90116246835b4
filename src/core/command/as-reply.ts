import { clipText } from '../report/clip.ts';
import { codeSpan } from '../report/escape-markdown.ts';
import { explainRuleMarkdown } from '../report/explain-rule.ts';
import type { Rule } from '../rules/rule.ts';
import { type Command, commandWord, subCommands } from './command.ts';

/** The reply to a command that needs nothing of the repository, as Markdown; undefined for the others. */
export function asReply(command: Command, rules: readonly Rule[]): string | undefined {
  switch (command.kind) {
    case 'help':
      return helpText(rules);
    case 'explain': {
      const rule = rules.find(({ id }) => id === command.rule);
      return rule && `**${codeSpan(rule.id)}**\n\n${explainRuleMarkdown(rule)}`;
    }
    case 'unknown':
      return unknownText(command, rules);
    case 'audit':
    case 'progress':
      return undefined;
  }
}

function helpText(rules: readonly Rule[]): string {
  const commands = subCommands.map(({ usage, summary }) => `| ${codeSpan(usage)} | ${summary} |`);
  const list = rules.map(({ id, summary }) => `- ${codeSpan(id)}: ${summary}`);
  return [
    '**CI Warden** answers people with write permission, in comments that begin a line with:',
    ['| Write | To get |', '|---|---|', ...commands].join('\n'),
    `The rules:\n\n${list.join('\n')}`,
  ].join('\n\n');
}

function unknownText(
  { word, nearest }: Extract<Command, { kind: 'unknown' }>,
  rules: readonly Rule[],
): string {
  const meant = nearest === undefined ? '' : ` Perhaps ${codeSpan(nearest)} was meant.`;
  const said =
    word === 'explain'
      ? `Say which rule to explain: ${codeSpan(`${commandWord} explain <rule>`)}.`
      : `${codeSpan(clipText(word, 60))} is neither a rule nor a command.${meant}`;
  return `${said}\n\n${helpText(rules)}`;
}
