import type { ParameterExpansionPart, ParameterOperation, Word } from 'unbash';
import type { Point } from './shell-process.ts';
import { assign, knownValues, valuesOf } from './variables.ts';

type ExpandText<Facts> = (word: Word, point: Point<Facts>) => readonly string[];

/**
 * The texts that `${…}` may give. Operations on texts that are known are carried out; the result of any other is a
 * symbol of its own.
 */
export function expandParameter<Facts>(
  part: ParameterExpansionPart,
  point: Point<Facts>,
  expandText: ExpandText<Facts>,
): readonly string[] {
  const { symbols } = point.machine;
  const written = symbols.show(symbols.normalize(part.text));
  const opaque = [symbols.encode({ kind: 'output', text: written })];
  if (part.prefix === '#') return lengths(part, point) ?? opaque;
  if (part.prefix === '!') return indirect(part, point) ?? opaque;
  if (part.index !== undefined) return element(part.parameter, part.index, point) ?? opaque;
  const { operation } = part;
  if (operation === undefined) return valuesOf(part.parameter, point, part.pos);
  if (operation.type === 'Default') return defaulted(part, operation, { point, expandText });
  const results = valuesOf(part.parameter, point, part.pos).map((value) =>
    symbols.isKnown(value) ? transform(value, operation, (word) => only(expandText(word, point))) : undefined,
  );
  const known = results.filter((result) => result !== undefined);
  return known.length === results.length ? known : opaque;
}

/** `${#name}` and `${#name[@]}`. */
function lengths<Facts>(part: ParameterExpansionPart, point: Point<Facts>): readonly string[] | undefined {
  const variable = point.shell.variables.get(part.parameter);
  const all = part.index?.text === '@' || part.index?.text === '*';
  if (variable?.kind === 'array' && all) {
    const counts = [variable.items, ...(variable.others ?? [])].map((items) => String(items.length));
    return [...new Set(counts)];
  }
  const values = knownValues(part.parameter, point) ?? [];
  const plain =
    part.index === undefined && values.length > 0 && values.every((value) => isPlain(value, point));
  return plain ? [...new Set(values.map((value) => String(value.length)))] : undefined;
}

function isPlain<Facts>(value: string, { machine }: Point<Facts>): boolean {
  return machine.symbols.split(value).every((piece) => typeof piece === 'string');
}

function indirect<Facts>(part: ParameterExpansionPart, point: Point<Facts>): readonly string[] | undefined {
  const name = only(knownValues(part.parameter, point) ?? []);
  return name !== undefined && /^\w+$/.test(name) ? valuesOf(name, point, part.pos) : undefined;
}

function element<Facts>(name: string, index: Word, point: Point<Facts>): readonly string[] | undefined {
  const variable = point.shell.variables.get(name);
  if (variable?.kind !== 'array') return index.text === '0' ? valuesOf(name, point, index.pos) : undefined;
  const at = Number(index.text);
  if (!Number.isInteger(at)) return undefined;
  return [variable.items.at(at) ?? ''];
}

type DefaultOperation = Extract<ParameterOperation, { type: 'Default' }>;

function defaulted<Facts>(
  { parameter: name, pos }: ParameterExpansionPart,
  operation: DefaultOperation,
  { point, expandText }: { point: Point<Facts>; expandText: ExpandText<Facts> },
): readonly string[] {
  const known = knownValues(name, point);
  const set =
    known !== undefined && !(operation.operator.startsWith(':') && known.every((value) => value === ''));
  switch (operation.operator) {
    case '?':
    case ':?':
      return valuesOf(name, point, pos);
    case '+':
    case ':+':
      return set ? expandText(operation.operand, point) : [''];
    default: {
      if (set) return valuesOf(name, point, pos);
      const values = expandText(operation.operand, point);
      if (operation.operator.endsWith('=')) assign(name, { kind: 'text', values }, point);
      return values;
    }
  }
}

/** The value after the operation; undefined where it cannot be said. */
function transform(
  value: string,
  operation: ParameterOperation,
  text: (word: Word) => string | undefined,
): string | undefined {
  switch (operation.type) {
    case 'Remove': {
      const pattern = text(operation.operand);
      return pattern === undefined ? undefined : removed(value, pattern, operation.operator);
    }
    case 'CaseModification':
      if (operation.operand !== undefined && operation.operand.text !== '') return undefined;
      if (operation.operator === ',,') return value.toLowerCase();
      return operation.operator === '^^' ? value.toUpperCase() : undefined;
    case 'Replace': {
      const pattern = text(operation.pattern);
      const replacement = text(operation.replacement);
      if (pattern === undefined || replacement === undefined || isPattern(pattern)) return undefined;
      if (operation.operator === '//') return value.replaceAll(pattern, () => replacement);
      return operation.operator === '/' ? value.replace(pattern, () => replacement) : undefined;
    }
    default:
      return undefined;
  }
}

/** `${x#pattern}` and its kin, for patterns of literal text with at most one `*`, at either end. */
function removed(value: string, pattern: string, operator: '#' | '##' | '%' | '%%'): string | undefined {
  const prefix = operator.startsWith('#');
  const longest = operator.length === 2;
  if (!isPattern(pattern)) {
    if (prefix) return value.startsWith(pattern) ? value.slice(pattern.length) : value;
    return value.endsWith(pattern) ? value.slice(0, value.length - pattern.length) : value;
  }
  const literal = prefix ? pattern.slice(1) : pattern.slice(0, -1);
  const star = prefix ? pattern.startsWith('*') : pattern.endsWith('*');
  if (!star || literal === '' || isPattern(literal)) return undefined;
  const at = prefix === longest ? value.lastIndexOf(literal) : value.indexOf(literal);
  if (at < 0) return value;
  return prefix ? value.slice(at + literal.length) : value.slice(0, at);
}

function isPattern(text: string): boolean {
  return /[*?[\]\\]/.test(text);
}

function only(values: readonly string[]): string | undefined {
  return values.length === 1 ? values[0] : undefined;
}
