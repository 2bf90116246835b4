import type { Material } from './material.ts';
import type { Random } from './random.ts';

/** A part of the product that is given inputs. */
export interface Target<Input = unknown> {
  readonly name: string;
  /** How long one input may take: the product's own bound. */
  readonly seconds: number;
  /** Plain data, so that it can be kept as a regression test. */
  grow(random: Random, material: Material): Input;
  /** Throws where the product breaks, or answers what it must not. */
  run(input: Input): unknown;
}

/** Checks the types of a target, and forgets its input's. */
export function defineTarget<Input>(target: Target<Input>): Target {
  return target as Target;
}

/** Throws unless something holds that must. */
export function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(`it does not hold that ${what}`);
}
