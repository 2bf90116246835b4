import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Random choices, the same for the same seed. */
export class Random {
  readonly #generator: ReturnType<typeof xoroshiro128plus>;

  constructor(seed: number) {
    this.#generator = xoroshiro128plus(seed);
  }

  /** A whole number from 0 to below `bound`. */
  below(bound: number): number {
    return bound <= 1 ? 0 : uniformInt(this.#generator, 0, bound - 1);
  }

  /** Whether one of so many chances came up. */
  oneIn(chances: number): boolean {
    return this.below(chances) === 0;
  }

  pick<One>(from: readonly [One, ...One[]]): One {
    return from[this.below(from.length)] ?? from[0];
  }

  /** One of them, or undefined where there is none. */
  pickSome<One>(from: readonly One[]): One | undefined {
    return from[this.below(from.length)];
  }

  /** From `least` to `most` of them, each made anew. */
  times<One>(least: number, most: number, make: (index: number) => One): One[] {
    return Array.from({ length: least + this.below(most - least + 1) }, (_, index) => make(index));
  }
}

/** The seed of one input of one target, so that any input can be made again by itself. */
export function seedOf(seed: number, target: string, index: number): number {
  let hash = 0x811c9dc5;
  for (const character of `${seed} ${target} ${index}`) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return hash | 0;
}
