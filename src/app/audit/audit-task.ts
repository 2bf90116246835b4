import type { Action } from '../../core/action.ts';
import type { Command } from '../../core/command/command.ts';
import type { ItemHistory } from '../../core/decide/date-evidence.ts';
import type { SprintDecided } from '../../core/decide/decide-progress.ts';
import type { CommandPlace } from '../../core/decide/decide-reply.ts';
import type { AuditFacts } from '../../core/decide/facts.ts';
import type { SprintFacts } from '../../core/decide/sprint-facts.ts';
import type { ItemToTick } from '../../core/progress/tick-body.ts';

/** What an audit is for. */
export type AuditPurpose =
  | { readonly kind: 'check'; readonly externalId: string }
  | {
      readonly kind: 'reply';
      readonly command: Extract<Command, { kind: 'audit' }>;
      readonly place: CommandPlace;
      /** What is audited, as Markdown. */
      readonly subject: string;
    };

/** Work for the audit's thread. */
export type AuditTask =
  | { readonly kind: 'decide'; readonly purpose: AuditPurpose; readonly facts: AuditFacts }
  | { readonly kind: 'decide-progress'; readonly facts: SprintFacts }
  | {
      readonly kind: 'date-evidence';
      readonly facts: SprintFacts;
      readonly issue: number;
      readonly histories: readonly ItemHistory[];
    }
  | { readonly kind: 'parse-command'; readonly comment: string }
  | { readonly kind: 'read-manifests'; readonly manifests: ReadonlyMap<string, string | undefined> }
  | { readonly kind: 'tick-body'; readonly body: string; readonly items: readonly ItemToTick[] };

/** What the rules looked for besides workflows: files, and other repositories' actions by their references. */
export interface LookedFor {
  readonly paths: readonly string[];
  readonly actions: readonly string[];
  /** Issues, where plans may stand. */
  readonly issues: readonly number[];
}

/** What was decided, and what the rules looked for on the way, whether it was there or not. */
export interface Decided {
  readonly actions: readonly Action[];
  /** Whether the policy in force follows a sprint. */
  readonly tracked: 'something' | 'nothing';
  readonly lookedFor: LookedFor;
}

/** What was decided of sprints, and what the rules looked for on the way. */
export interface SprintsDecided {
  readonly sprints: readonly SprintDecided[];
  readonly lookedFor: LookedFor;
}
