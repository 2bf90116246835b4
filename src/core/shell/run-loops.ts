import type { ArithmeticFor, CompoundList, For, Select, While, Word } from 'unbash';
import { joinBranches, onBranch } from './branches.ts';
import { runScript } from './execute.ts';
import { expandFields } from './expand.ts';
import type { Condition, Outcome, Point } from './shell-process.ts';
import { assign } from './variables.ts';

const mostRounds = 64;

/** `while` and `until`: the body may run or not; after `while true` only a `break` leads on. */
export function runWhile<Facts>(node: While, point: Point<Facts>): Outcome {
  const condition: Condition = { asks: 'state' };
  const clause = runScript(node.clause, { ...point, tolerant: true, condition });
  if (clause === 'ended') return 'ended';
  const [forever, never] = node.kind === 'while' ? ['succeeds', 'fails'] : ['fails', 'succeeds'];
  if (clause === never) return 'succeeds';
  const before = point.shell.facts;
  const breaks: Point<Facts>['breaks'] = [];
  const body = onBranch(point, (inside) => runScript(node.body, { ...inside, breaks }));
  if (clause === forever) return joinBranches(point, breaks, { before, decidedBy: 'state' });
  const skipped = onBranch(point, () => 'succeeds');
  // A loop's condition is asked again after each round: that it is work (`until curl …`) says nothing of the body.
  return joinBranches(point, [body, skipped, ...breaks], { before, decidedBy: 'state' }) === 'ended'
    ? 'ended'
    : 'may-fail';
}

/** `for`: once for each word where they are known, else once with a value that isn't. */
export function runFor<Facts>(node: For | Select | ArithmeticFor, point: Point<Facts>): Outcome {
  if (node.type === 'ArithmeticFor') return runRound(node.body, point);
  const name = node.name.value;
  const words = node.wordlist === undefined ? [...point.positional.slice(1)] : listOf(node.wordlist, point);
  if (words.length === 0) return 'succeeds';
  const unroll = point.machine.unrollsLoops && words.length <= mostRounds;
  if (!unroll) {
    assign(name, { kind: 'text', values: words.length > 32 ? [someWord(name, point)] : words }, point);
    return runRound(node.body, point);
  }
  let outcome: Outcome = 'succeeds';
  for (const word of words) {
    assign(name, { kind: 'text', values: [word] }, point);
    outcome = runRound(node.body, point);
    if (outcome === 'ended' || point.machine.budget <= 0) break;
  }
  return outcome;
}

/** One round of a loop that certainly runs; `break` may leave it early. */
function runRound<Facts>(body: CompoundList, point: Point<Facts>): Outcome {
  const before = point.shell.facts;
  const breaks: Point<Facts>['breaks'] = [];
  const round = onBranch(point, (inside) =>
    runScript(body, { ...inside, breaks, conditional: point.conditional }),
  );
  return joinBranches(point, [round, ...breaks], { before, decidedBy: 'state' });
}

function listOf<Facts>(words: readonly Word[], point: Point<Facts>): string[] {
  return words.flatMap((word) => {
    const ways = expandFields(word, point);
    return [...new Set(ways.flat())];
  });
}

function someWord<Facts>(name: string, { machine }: Point<Facts>): string {
  return machine.symbols.encode({ kind: 'variable', text: `$${name}` });
}
