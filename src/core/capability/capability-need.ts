import type { Place } from '../rules/rule.ts';

/** Something that a job's runner must provide. */
export interface CapabilityNeed {
  /** As the policy names it: `docker`, `crun`, `pct`. */
  readonly capability: string;
  /** Where the job shows that it needs it. */
  readonly at: Place;
  /** What shows it, in words that follow "because": `the step runs \`crun\``. */
  readonly because: string;
  /** A command of a step needs it, which a script can look for. */
  readonly byCommand?: true;
}

/** What a job needs of its runner, as far as its files tell; what it installs by itself is not among it. */
export interface CapabilityNeeds {
  /** One for each capability. */
  readonly needs: readonly CapabilityNeed[];
  /** Capabilities that the job looks for before it uses them: without, it does less, but doesn't fail. */
  readonly lookedFor: ReadonlySet<string>;
  /** What can't be looked into and may need more: actions whose `action.yml` is not at hand. */
  readonly unread: readonly string[];
}
