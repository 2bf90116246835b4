import type { Policy } from '../policy/policy.ts';
import type { Workflow } from '../workflow/model.ts';

/** Of more policies than these the longest unused are forgotten. */
const mostPolicies = 16;
/** Those of the last audit's head and base: kept longer, they would keep workflows alive that the cache forgot. */
const mostLists = 2;

/**
 * One object for equal policies, and one for lists of the very same workflows: who kept an answer for such an object
 * can tell by it that nothing changed.
 */
export class Interned {
  readonly #policies = new Map<string, Policy>();
  #lists: readonly (readonly Workflow[])[] = [];

  /** A policy of equal content. */
  policy(policy: Policy): Policy {
    const key = JSON.stringify(policy, (_, value: unknown) => (value instanceof Map ? [...value] : value));
    const known = this.#policies.get(key) ?? policy;
    this.#policies.delete(key);
    this.#policies.set(key, known);
    const [oldest = ''] = this.#policies.keys();
    if (this.#policies.size > mostPolicies) this.#policies.delete(oldest);
    return known;
  }

  /** A list of the same workflows in the same order. */
  workflows(list: readonly Workflow[]): readonly Workflow[] {
    const known = this.#lists.find((other) => isSame(other, list)) ?? list;
    this.#lists = [known, ...this.#lists.filter((other) => other !== known)].slice(0, mostLists);
    return known;
  }
}

function isSame(one: readonly Workflow[], other: readonly Workflow[]): boolean {
  return one.length === other.length && one.every((workflow, index) => workflow === other[index]);
}
