import type { Rule } from '../rules/rule.ts';
import type { Workflow } from '../workflow/model.ts';
import type { Judged } from './finding-of.ts';
import type { Repository } from './repository.ts';
import type { Severity } from './severity.ts';
import { holdsFor, type Reads } from './watched-repository.ts';

/** What a rule found in one workflow, with all that it read for it besides the workflow. */
export interface KeptFindings {
  readonly findings: readonly Judged[];
  readonly reads: Reads;
}

/** What a rule found under one severity and with the same options, by workflow. */
export class FindingsOfRule {
  readonly #kept = new WeakMap<Workflow, KeptFindings>();

  /** What is known of a workflow; undefined where nothing is, or where something that the rule read is another now. */
  get(workflow: Workflow, repository: Repository): readonly Judged[] | undefined {
    const kept = this.#kept.get(workflow);
    return kept !== undefined && holdsFor(kept.reads, repository) ? kept.findings : undefined;
  }

  /** Keeps what was found, for as long as the workflow lives. */
  set(workflow: Workflow, { findings, reads }: KeptFindings): void {
    const isBare = findings.length + reads.properties.size + reads.files.size === 0;
    this.#kept.set(workflow, isBare ? nothing : { findings, reads });
  }
}

const nothing: KeptFindings = { findings: [], reads: { properties: new Map(), files: new Map() } };

/** Each set of options is kept apart; of more than these per rule the oldest go. */
const mostSettings = 32;

/** What the rules found in single workflows, so that only those that changed are looked at again. */
export class KeptByRule {
  readonly #rules = new WeakMap<Rule, Map<string, FindingsOfRule>>();

  /** What a rule found under a severity and with options, which are plain data. */
  of(rule: Rule, setting: { readonly severity: Severity; readonly options: unknown }): FindingsOfRule {
    const bySetting = this.#rules.get(rule) ?? new Map<string, FindingsOfRule>();
    this.#rules.set(rule, bySetting);
    const key = JSON.stringify([setting.severity, setting.options]);
    const kept = bySetting.get(key) ?? new FindingsOfRule();
    bySetting.delete(key);
    bySetting.set(key, kept);
    const [oldest = ''] = bySetting.keys();
    if (bySetting.size > mostSettings) bySetting.delete(oldest);
    return kept;
  }
}
