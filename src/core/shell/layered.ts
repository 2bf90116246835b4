/**
 * A map in layers: a fork reads through to what it was forked from and keeps its own changes, so that following both
 * branches of an `if` costs as much as what they change.
 */
export class Layered<T> {
  readonly #below: Layered<T> | undefined;
  readonly #own = new Map<string, T>();

  constructor(below?: Layered<T>) {
    this.#below = below;
  }

  get(key: string): T | undefined {
    for (let layer: Layered<T> | undefined = this; layer !== undefined; layer = layer.#below) {
      const found = layer.#own.get(key);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  set(key: string, value: T): void {
    this.#own.set(key, value);
  }

  fork(): Layered<T> {
    return new Layered<T>(this);
  }

  /** The keys that were changed since this was forked, directly or not, from `base`. */
  *changedSince(base: Layered<T>): Iterable<string> {
    for (
      let layer: Layered<T> | undefined = this;
      layer !== undefined && layer !== base;
      layer = layer.#below
    )
      yield* layer.#own.keys();
  }
}
