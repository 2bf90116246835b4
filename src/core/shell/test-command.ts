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
  if (operands.length > 1 && operands[0] === '!') return negated(evaluate(operands.slice(1), point));
  const known = operands.filter((operand) => operand !== undefined);
  if (known.length !== operands.length) return 'may-fail';
  const [first, second = '', third] = known;
  if (known.length === 2 && first === '-z') return negated(isNonEmpty(second, point));
  if (known.length === 2 && first === '-n') return isNonEmpty(second, point);
  if (known.length === 3 && first === third && (second === '=' || second === '==')) return 'succeeds';
  if (!known.every((operand) => isLiteral(operand, point))) return 'may-fail';
  if (known.length === 2 && first !== undefined && /^-[efxrsd]$/.test(first))
    return second === '' ? 'fails' : (point.machine.domain.fileTest?.(first, second) ?? 'may-fail');
  if (known.length !== 3 || third === undefined || /[*?[]/.test(third)) return 'may-fail';
  const comparison = comparisons[second];
  if (comparison !== undefined) return compare(comparison, first, third);
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

const comparisons: Partial<Record<string, (one: number, other: number) => boolean>> = {
  '-eq': (one, other) => one === other,
  '-ne': (one, other) => one !== other,
  '-lt': (one, other) => one < other,
  '-le': (one, other) => one <= other,
  '-gt': (one, other) => one > other,
  '-ge': (one, other) => one >= other,
};

function compare(
  comparison: (one: number, other: number) => boolean,
  first: string | undefined,
  second: string,
): Outcome {
  const [one, other] = [Number(first?.trim()), Number(second.trim())];
  return Number.isInteger(one) && Number.isInteger(other) ? truth(comparison(one, other)) : 'may-fail';
}

/** A text with any literal part is not empty, whatever its unknown parts are. */
function isNonEmpty<Facts>(text: string, { machine }: Point<Facts>): Outcome {
  if (text === '') return 'fails';
  return machine.symbols.split(text).some((piece) => typeof piece === 'string') ? 'succeeds' : 'may-fail';
}

/** What `!` makes of an outcome. */
export function negated(outcome: Outcome): Outcome {
  if (outcome === 'succeeds') return 'fails';
  return outcome === 'fails' ? 'succeeds' : outcome;
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
