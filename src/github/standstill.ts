/** A process that does nothing for so many milliseconds may be taken for dead, and its work be given to another. */
const longest = 5000;

/** Notices that the process stood still: it was paused, its machine was, or something held it up. */
export class Standstill {
  #lastTick = Date.now();
  #endedAt = 0;

  constructor() {
    setInterval(() => this.#tick(), 1000).unref();
  }

  /** Whether it stood still since a time, in milliseconds since 1970. */
  since(time: number): boolean {
    return this.#endedAt > time || Date.now() - this.#lastTick > longest;
  }

  #tick(): void {
    const now = Date.now();
    if (now - this.#lastTick > longest) this.#endedAt = now;
    this.#lastTick = now;
  }
}
