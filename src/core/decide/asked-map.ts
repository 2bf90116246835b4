/** A map that remembers which keys were asked for in vain, so that they can be read and the work done again. */
export class AskedMap<Key, Value> extends Map<Key, Value> {
  readonly #absent: ReadonlySet<Key>;
  readonly #missed = new Set<Key>();

  /** `absent` are the keys that are known to have no value: asking for them is not remembered. */
  constructor(entries: Iterable<readonly [Key, Value]>, absent: ReadonlySet<Key>) {
    super(entries);
    this.#absent = absent;
  }

  /** The keys that were asked for and may have a value. */
  get missed(): readonly Key[] {
    return [...this.#missed];
  }

  override get(key: Key): Value | undefined {
    this.#note(key);
    return super.get(key);
  }

  override has(key: Key): boolean {
    this.#note(key);
    return super.has(key);
  }

  #note(key: Key): void {
    if (!super.has(key) && !this.#absent.has(key)) this.#missed.add(key);
  }
}
