interface Waiting {
  readonly group: number;
  readonly begin: () => void;
}

/** How long a group is remembered whose task was too much. */
const heavyMilliseconds = 3_600_000;

/**
 * A number of permits; who finds none waits in line, where the group goes first that holds the fewest. One group alone
 * may hold them all, and so may heavy ones together. Then, and only then, there is one more for another group that is
 * not heavy, so that nobody waits for those.
 */
export class Permits {
  readonly #count: number;
  readonly #held = new Map<number, number>();
  readonly #heavySince = new Map<number, number>();
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

  /** A task of the group was ended for what it took: for an hour the group is heavy. */
  setHeavy(group: number): void {
    for (const one of [...this.#heavySince.keys()]) if (!this.isHeavy(one)) this.#heavySince.delete(one);
    this.#heavySince.set(group, Date.now());
  }

  /** Whether a task of the group was ended lately for what it took. */
  isHeavy(group: number): boolean {
    return Date.now() - (this.#heavySince.get(group) ?? Number.NEGATIVE_INFINITY) < heavyMilliseconds;
  }

  /** Whether a task of the group would have to wait now. */
  isTaken(group: number): boolean {
    return !this.#mayHold(group);
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
    return this.#line
      .toSorted((a, b) => this.#heldBy(a.group) - this.#heldBy(b.group))
      .find(({ group }) => this.#mayHold(group));
  }

  #mayHold(group: number): boolean {
    const all = [...this.#held.values()].reduce((sum, held) => sum + held, 0);
    if (all !== this.#count) return all < this.#count;
    const holders = [...this.#held.keys()];
    const areHeld = holders.length === 1 || holders.every((holder) => this.isHeavy(holder));
    return areHeld && !this.#held.has(group) && !this.isHeavy(group);
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
