import { forEachChild, type SyntaxNode, type TestCommand, type Word } from 'unbash';
import type { Decider } from './domain.ts';
import { expandText } from './expand.ts';
import type { Outcome, Point } from './shell-process.ts';

/** `[[ … ]]`: its words are expanded, since what they contain runs. */
export function runTest<Facts>(node: TestCommand, point: Point<Facts>): Outcome {
  const { expression } = node;
  const operands = wordsOf(expression).map((word) => expandText(word, point));
  if (operands.some((values) => values.some((value) => asksStatus(value, point)))) noteAsked(point, 'status');
  const single = operands.map((values) => (values.length === 1 ? values[0] : undefined));
  if (expression.type === 'TestBinary') return evaluate([single[0], expression.operator, single[1]], point);
  if (expression.type === 'TestUnary') return evaluate([expression.operator, single[0]], point);
  return 'may-fail';
}

/** `(( … ))`: nothing is known of its value. */
export function runArithmetic<Facts>(_point: Point<Facts>): Outcome {
  return 'may-fail';
}

/** `[ … ]` and `test …`, by their operands. */
export function evaluate<Facts>(operands: readonly (string | undefined)[], point: Point<Facts>): Outcome {
  const known = operands.filter((operand) => operand !== undefined);
  if (known.length !== operands.length || !known.every((operand) => isLiteral(operand, point)))
    return 'may-fail';
  const [first, second, third] = known;
  if (known.length === 2 && first === '-z') return truth(second === '');
  if (known.length === 2 && first === '-n') return truth(second !== '');
  if (known.length !== 3 || third === undefined || /[*?[]/.test(third)) return 'may-fail';
  if (second === '=' || second === '==') return truth(first === third);
  return second === '!=' ? truth(first !== third) : 'may-fail';
}

/** Whether a value speaks of how something went: `$?`, `${{ job.status }}`, `${{ steps.x.outcome }}`. */
export function asksStatus<Facts>(value: string, { machine }: Point<Facts>): boolean {
  return machine.symbols
    .split(value)
    .some(
      (piece) =>
        typeof piece !== 'string' &&
        (piece.text === '$?' || /\b(job\.status|outcome|conclusion)\b/.test(piece.text)),
    );
}

/** Tells the condition around what a command in it asks for; what is more telling stays. */
export function noteAsked<Facts>({ condition }: Point<Facts>, asked: Decider): void {
  if (condition !== undefined && condition.asks !== 'status' && asked !== 'state') condition.asks = asked;
}

function truth(holds: boolean): Outcome {
  return holds ? 'succeeds' : 'fails';
}

function isLiteral<Facts>(value: string, { machine }: Point<Facts>): boolean {
  return machine.symbols.split(value).every((piece) => typeof piece === 'string');
}

function wordsOf(node: SyntaxNode): Word[] {
  if (node.type === 'Word') return [node];
  const words: Word[] = [];
  forEachChild(node, (child) => {
    if (child.type === 'Word' || child.type.startsWith('Test')) words.push(...wordsOf(child));
  });
  return words;
}
