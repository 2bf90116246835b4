import type { Builtin } from './builtins.ts';
import { endHere } from './ends.ts';
import type { Outcome, Point } from './shell-process.ts';

/** `exit`: the process ends, its EXIT trap run. */
export const exitShell: Builtin = ({ argv, at }, point) => {
  const outcome = statusOf(argv[1]?.value, point);
  if (outcome !== 'fails') endHere(point, 'success', at);
  if (outcome !== 'succeeds') endHere(point, 'failure', at);
  return 'ended';
};

/** `return`: leaves the function or the sourced file. */
export const returnFromFunction: Builtin = ({ argv }, point) => {
  point.returns.push({ shell: { ...point.shell }, outcome: statusOf(argv[1]?.value, point) });
  return 'ended';
};

/** `break` and `continue`: both leave the round; that others may follow says nothing new. */
export const breakLoop: Builtin = (_invocation, point) => {
  point.breaks.push({ shell: { ...point.shell }, outcome: 'succeeds' });
  return 'ended';
};

function statusOf<Facts>(status: string | undefined, { machine }: Point<Facts>): Outcome {
  if (status === undefined || status === '0') return 'succeeds';
  return machine.symbols.split(status).every((piece) => typeof piece === 'string') ? 'fails' : 'may-fail';
}
