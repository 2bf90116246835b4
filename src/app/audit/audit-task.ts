import type { Action } from '../../core/action.ts';
import type { Command } from '../../core/command/command.ts';
import type { ProgressPlace } from '../../core/decide/decide-progress-reply.ts';
import type { CommandPlace } from '../../core/decide/decide-reply.ts';
import type { AuditFacts } from '../../core/decide/facts.ts';

/** What an audit is for. */
export type AuditPurpose =
  | { readonly kind: 'check'; readonly externalId: string }
  | {
      readonly kind: 'reply';
      readonly command: Extract<Command, { kind: 'audit' }>;
      readonly place: CommandPlace;
      /** What is audited, as Markdown. */
      readonly subject: string;
    }
  | { readonly kind: 'progress'; readonly place: ProgressPlace };

/** Work for the audit's thread. */
export type AuditTask =
  | { readonly kind: 'decide'; readonly purpose: AuditPurpose; readonly facts: AuditFacts }
  | { readonly kind: 'parse-command'; readonly comment: string };

/** What the rules looked for besides workflows: files, and other repositories' actions by their references. */
export interface LookedFor {
  readonly paths: readonly string[];
  readonly actions: readonly string[];
}

/** What was decided, and what the rules looked for on the way, whether it was there or not. */
export interface Decided {
  readonly actions: readonly Action[];
  readonly lookedFor: LookedFor;
}
