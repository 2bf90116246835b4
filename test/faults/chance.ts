import { createHash } from 'node:crypto';

/** Draws from a seed: a key always draws the same, in whatever order the keys come. */
export class Chance {
  readonly #seed: number;

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** From 0 up to 1, without 1. */
  draw(key: string): number {
    const digest = createHash('sha256').update(`${this.#seed} ${key}`).digest();
    return digest.readUInt32BE(0) / 2 ** 32;
  }

  /** A whole number from 0 up to `count`, without `count`. */
  below(key: string, count: number): number {
    return Math.floor(this.draw(key) * count);
  }

  /** One of several, each as likely as its weight says. */
  weighed<T>(key: string, choices: readonly (readonly [weight: number, choice: T])[]): T {
    let left = this.draw(key) * choices.reduce((sum, [weight]) => sum + weight, 0);
    for (const [weight, choice] of choices) {
      left -= weight;
      if (left < 0) return choice;
    }
    throw new Error('there is nothing to choose from');
  }
}
