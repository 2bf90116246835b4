import type { Workflow } from '../workflow/model.ts';
import { parseWorkflow, type WorkflowFile } from '../workflow/parse-workflow.ts';

/** Parsed workflows by path and content, so that an audit parses only what changed since the last one. */
export class WorkflowCache {
  readonly #kept = new Map<string, Workflow>();
  readonly #capacity: number;
  #size = 0;

  /** `capacity` bounds the text of the workflows kept, in UTF-16 code units; the longest unused go first. */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** The parsed workflow: kept from before, or parsed now. */
  parse(file: WorkflowFile): Workflow {
    const key = `${file.path}\0${file.id}`;
    const kept = this.#kept.get(key);
    if (kept !== undefined) {
      this.#kept.delete(key);
      this.#kept.set(key, kept);
      return kept;
    }
    const workflow = parseWorkflow(file);
    this.#kept.set(key, workflow);
    this.#size += file.text.length;
    this.#forgetSome();
    return workflow;
  }

  #forgetSome(): void {
    for (const [key, workflow] of this.#kept) {
      if (this.#size <= this.#capacity) return;
      this.#kept.delete(key);
      this.#size -= workflow.source.text.length;
    }
  }
}
