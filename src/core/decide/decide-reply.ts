import type { Action } from '../action.ts';
import { asReply } from '../command/as-reply.ts';
import type { Command } from '../command/command.ts';
import { asComment } from '../report/as-comment.ts';
import { clipText } from '../report/clip.ts';
import { escapeMarkdown } from '../report/escape-markdown.ts';
import type { Rule } from '../rules/rule.ts';
import type { AuditFacts } from './facts.ts';
import { type JudgeOptions, judgeChange } from './judge-change.ts';
import { linkToHead } from './link-to.ts';

/** Where a command was written. */
export interface CommandPlace {
  readonly issue: number;
  readonly commentId: number;
}

/** What is done at once: a sign that the command was seen, or that its author may not give it. */
export function acknowledge({ commentId }: CommandPlace, mayCommand: 'yes' | 'no'): Action[] {
  return [{ kind: 'react', commentId, content: mayCommand === 'yes' ? 'eyes' : '-1' }];
}

/** The reply to a command that needs nothing of the repository; undefined for one that needs an audit. */
export function decidePlainReply(
  command: Command,
  { issue }: CommandPlace,
  rules: readonly Rule[],
): Action[] | undefined {
  const text = asReply(command, rules);
  return text === undefined ? undefined : [reply(issue, { command, text })];
}

/** The reply to a command that asks for an audit. */
export function decideAuditReply(
  command: Extract<Command, { kind: 'audit' }>,
  { issue }: CommandPlace,
  {
    facts,
    subject,
    cache,
  }: { readonly facts: AuditFacts; readonly subject: string } & Pick<JudgeOptions, 'cache'>,
): Action[] {
  const rules = command.rule === undefined ? undefined : new Set([command.rule]);
  const { report, notices } = judgeChange(facts, { cache, ...(rules !== undefined && { rules }) });
  const text = asComment(report, {
    subject,
    compared: facts.base === undefined ? 'alone' : 'with base',
    linkTo: linkToHead(facts),
    notices,
  });
  return [reply(issue, { command, text })];
}

/** The reply where what was asked could not be done. */
export function decideFailedReply(command: Command, { issue }: CommandPlace, why: string): Action[] {
  const text = `This could not be done: ${escapeMarkdown(clipText(why, 1000))}. Write the command again to try again.`;
  return [reply(issue, { command, text })];
}

function reply(
  issue: number,
  { command, text }: { readonly command: Command; readonly text: string },
): Action {
  const marker = markerOf(command);
  return { kind: 'keep-comment', issue, marker, body: `${text}\n\n${marker}` };
}

/** One reply a command: repeating it brings its reply up to date, and leaves the replies to others alone. */
function markerOf(command: Command): string {
  const rule = command.kind === 'audit' || command.kind === 'explain' ? command.rule : undefined;
  const kind = command.kind === 'unknown' ? 'help' : command.kind;
  return `<!-- ci-warden:reply:${kind}${rule === undefined ? '' : `:${rule}`} -->`;
}
