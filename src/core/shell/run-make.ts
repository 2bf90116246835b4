import type { Invocation } from './dispatch.ts';
import type { Outcome, Point } from './shell-process.ts';

/** `make target`, followed into the recipe where the makefile is at hand and plain. */
export function runMake<Facts>(_invocation: Invocation, _point: Point<Facts>): Outcome | undefined {
  return undefined;
}
