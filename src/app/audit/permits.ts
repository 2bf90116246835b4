interface Waiting {
  readonly group: number;
  readonly begin: () => void;
}

/**
 * A number of permits; who finds none waits in line, where the group goes first that holds the fewest. One group alone
 * may hold them all. Then, and only then, there is one more for another group, so that nobody waits for that one group.
 */
export class Permits {
  readonly #count: number;
  readonly #held = new Map<number, number>();
  #line: readonly Waiting[] = [];

  constructor(count: number) {
    this.#count = count;
  }

  /** Runs a task of a group with a permit. */
  async with<Result>(group: number, task: () => Promise<Result>): Promise<Result> {
    await new Promise<void>((begin) => {
      this.#line = [...this.#line, { group, begin }];
      this.#handOut();
    });
    try {
      return await task();
    } finally {
      this.#note(group, -1);
      this.#handOut();
    }
  }

  #handOut(): void {
    for (let next = this.#next(); next !== undefined; next = this.#next()) {
      const { group, begin } = next;
      this.#line = this.#line.filter((one) => one !== next);
      this.#note(group, 1);
      begin();
    }
  }

  /** Of those that hold as many, the one that has waited longest. */
  #next(): Waiting | undefined {
    const inOrder = this.#line.toSorted((a, b) => this.#heldBy(a.group) - this.#heldBy(b.group));
    const [first] = inOrder;
    return first !== undefined && this.#mayHold(first.group) ? first : undefined;
  }

  #mayHold(group: number): boolean {
    const all = [...this.#held.values()].reduce((sum, held) => sum + held, 0);
    return all < this.#count || (all === this.#count && this.#held.size === 1 && !this.#held.has(group));
  }

  #heldBy(group: number): number {
    return this.#held.get(group) ?? 0;
  }

  #note(group: number, change: 1 | -1): void {
    const held = this.#heldBy(group) + change;
    if (held === 0) this.#held.delete(group);
    else this.#held.set(group, held);
  }
}
