/** So many bytes of a body need no room: nearly every delivery is smaller. */
const freeBytes = 256 * 1024;

/** What one request holds of the room. */
export interface Held {
  /** Whether there is room for a body of so many bytes in all. */
  grow(bytes: number): boolean;
  /** Gives back what is held. */
  release(): void;
}

/**
 * Room for large bodies, of all requests together, so that nobody can fill the memory with what isn't even signed. What
 * is small always gets in, however many send what is large, and however slowly.
 */
export class BodyRoom {
  readonly #most: number;
  #held = 0;

  /** `most` in bytes. */
  constructor(most: number) {
    this.#most = most;
  }

  hold(): Held {
    let own = 0;
    return {
      grow: (bytes) => {
        const more = Math.max(0, bytes - freeBytes - own);
        if (this.#held + more > this.#most) return false;
        this.#held += more;
        own += more;
        return true;
      },
      release: () => {
        this.#held -= own;
        own = 0;
      },
    };
  }
}
