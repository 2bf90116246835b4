import type { Workflow } from '../workflow/model.ts';
import { parseWorkflow, unreadableWorkflow } from '../workflow/parse-workflow.ts';
import { Interned } from './interned.ts';
import { KeptByRule } from './kept-findings.ts';
import type { TreeEntry } from './tree.ts';

/**
 * Parsed workflows by path and content, with what rules found in them, so that an audit parses and looks at only what
 * changed since the last one. Never changes what an audit finds.
 */
export class WorkflowCache {
  readonly findings = new KeptByRule();
  readonly interned = new Interned();
  readonly #kept = new Map<string, Workflow>();
  readonly #capacity: number;
  #size = 0;

  /** `capacity` bounds the text of the workflows kept, in UTF-16 code units; the longest unused go first. */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** The workflow of an entry: kept from before, or parsed now. */
  parse(entry: TreeEntry): Workflow {
    const key = [entry.path, entry.id, entry.kind === 'text' ? '' : entry.why].join('\0');
    const kept = this.#kept.get(key);
    if (kept !== undefined) {
      this.#kept.delete(key);
      this.#kept.set(key, kept);
      return kept;
    }
    const workflow = entry.kind === 'text' ? parseWorkflow(entry) : unreadableWorkflow(entry);
    this.#kept.set(key, workflow);
    this.#size += sizeOf(workflow);
    this.#forgetSome();
    return workflow;
  }

  #forgetSome(): void {
    for (const [key, workflow] of this.#kept) {
      if (this.#size <= this.#capacity) return;
      this.#kept.delete(key);
      this.#size -= sizeOf(workflow);
    }
  }
}

/** What can't be read takes a little, too. */
function sizeOf({ source }: Workflow): number {
  return Math.max(1, source.text.length);
}
