import type { RemoteAction } from '../../core/audit/repository.ts';
import { Recent } from '../../github/recent.ts';
import type { TaskPlace } from '../task.ts';
import type { LookedFor } from './audit-task.ts';

const nothing: LookedFor = { paths: [], actions: [], issues: [] };

/**
 * What earlier audits looked for: the same scripts are then read along with the workflows, in one request, and how
 * another repository's action runs is read once per reference.
 */
export class Memory {
  readonly #lookedFor = new Recent<number, LookedFor>(10_000);
  readonly #actions = new Recent<string, { readonly action: RemoteAction | undefined }>(50_000);

  /** What the last audit of a repository looked for. */
  lookedFor({ repositoryId }: TaskPlace): LookedFor {
    return this.#lookedFor.get(repositoryId) ?? nothing;
  }

  /** Notes what an audit looked for; replaces what was noted before, so that nobody can fill it up for good. */
  note({ repositoryId }: TaskPlace, lookedFor: LookedFor): void {
    this.#lookedFor.set(repositoryId, lookedFor);
  }

  /** How actions run, of those that were read already; undefined for one that could not be. */
  actions(
    { installation }: TaskPlace,
    references: readonly string[],
  ): ReadonlyMap<string, RemoteAction | undefined> {
    const known = new Map<string, RemoteAction | undefined>();
    for (const reference of references) {
      const kept = this.#actions.get(keyOf(installation, reference));
      if (kept !== undefined) known.set(reference, kept.action);
    }
    return known;
  }

  /** Notes how actions run. Kept by installation: what one may see is not another's to know. */
  noteActions({ installation }: TaskPlace, actions: ReadonlyMap<string, RemoteAction | undefined>): void {
    for (const [reference, action] of actions) this.#actions.set(keyOf(installation, reference), { action });
  }
}

function keyOf(installation: number, reference: string): string {
  return `${installation} ${reference}`;
}
