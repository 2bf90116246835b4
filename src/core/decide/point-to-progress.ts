import type { Action } from '../action.ts';
import { commandWord } from '../command/command.ts';
import { policyPath } from '../policy/parse-policy.ts';
import { codeSpan } from '../report/escape-markdown.ts';
import type { CommandPlace } from './decide-reply.ts';

/** A sprint that a person asked for, as it stands. */
export interface SprintTold {
  /** The tracking issue. */
  readonly issue: number;
  /** Markdown. */
  readonly summary: string;
  /** Where the comment with all of it is. */
  readonly url: string | undefined;
}

const marker = '<!-- ci-warden:reply:progress -->';

/** The reply to a person who asks for the progress: how the sprints stand in short, and where all of it is. */
export function pointToProgress({ issue }: CommandPlace, sprints: readonly SprintTold[]): Action[] {
  const text = sprints.length === 0 ? nothingTracked() : sprints.map(told).join('\n\n');
  return [{ kind: 'keep-comment', issue, marker, body: `${text}\n\n${marker}` }];
}

function told({ issue, summary, url }: SprintTold): string {
  const where =
    url === undefined
      ? `Issue #${issue}, under which it would be written item by item, isn't there or can't be read`
      : `[Item by item](${url})`;
  return `**The sprint of #${issue}**\n\n${summary}\n\n${where}.`;
}

function nothingTracked(): string {
  const where = `write ${codeSpan(`${commandWord} progress`)} under the issue whose body has the sprint's checklist`;
  return `There is no sprint to tell of here: ${where}, or name it under ${codeSpan('tracking')} in ${codeSpan(policyPath)}.`;
}
