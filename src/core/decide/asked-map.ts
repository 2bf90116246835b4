/** A map that remembers what it was asked for, so that what it lacks can be read and the work done again. */
export class AskedMap<Key, Value> extends Map<Key, Value> {
  readonly #asked = new Set<Key>();

  /** The keys that were asked for, there or not. */
  get asked(): readonly Key[] {
    return [...this.#asked];
  }

  override get(key: Key): Value | undefined {
    this.#asked.add(key);
    return super.get(key);
  }

  override has(key: Key): boolean {
    this.#asked.add(key);
    return super.has(key);
  }
}
