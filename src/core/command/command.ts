/** The word with which a comment speaks to the App. */
export const commandWord = '/ci-audit';

/** What a comment asks for. */
export type Command =
  /** The whole audit, or one rule's part of it. */
  | { readonly kind: 'audit'; readonly rule?: string }
  | { readonly kind: 'progress' }
  | { readonly kind: 'explain'; readonly rule: string }
  | { readonly kind: 'help' }
  /** Not understood: `word` as it was written, and what was most likely meant. */
  | { readonly kind: 'unknown'; readonly word: string; readonly nearest?: string };

/** A sub-command, for the help. */
export interface SubCommand {
  readonly usage: string;
  readonly summary: string;
}

/** All that a comment may ask for. */
export const subCommands: readonly SubCommand[] = [
  {
    usage: commandWord,
    summary: 'audits this pull request; on an issue, the default branch',
  },
  { usage: `${commandWord} <rule>`, summary: 'the same for one rule only' },
  { usage: `${commandWord} explain <rule>`, summary: 'what a rule finds, why it matters and what to do' },
  { usage: `${commandWord} progress`, summary: "the sprint's progress, with its evidence" },
  { usage: `${commandWord} help`, summary: 'this list' },
];
