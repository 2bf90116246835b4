import { data } from '@actions/expressions';
import { type Contexts, noContexts } from './contexts.ts';
import { outcomesOf } from './expression.ts';
import type { Json } from './json-value.ts';
import { combine, type KnownOutcome, type Outcome, resolve, unknownFrom } from './outcome.ts';
import type { Resolved } from './resolved.ts';

/** An expression within a text: `start` and `end` (exclusive) reach over `${{` and `}}`. */
export interface Interpolation {
  readonly start: number;
  readonly end: number;
  /** What stands between the braces. */
  readonly source: string;
}

/** The expressions in a text, in order; braces within an expression's strings don't end it. One left open is none. */
export function interpolations(text: string): readonly Interpolation[] {
  const found: Interpolation[] = [];
  let start = text.indexOf('${{');
  while (start !== -1) {
    const close = endOfExpression(text, start + 3);
    if (close === undefined) return found;
    found.push({ start, end: close + 2, source: text.slice(start + 3, close) });
    start = text.indexOf('${{', close + 2);
  }
  return found;
}

/**
 * What can be said of a text with `${{ }}` in it: the value itself where the whole text is one expression (as GitHub
 * keeps arrays and objects), otherwise text.
 */
export function evaluateText(text: string, contexts: Contexts = noContexts): Resolved<Json> {
  return resolve(textOutcomes(text, contexts));
}

function textOutcomes(text: string, contexts: Contexts): readonly Outcome[] {
  const parts = interpolations(text);
  const [only] = parts;
  if (only === undefined) return [{ value: new data.StringData(text) }];
  if (parts.length === 1 && only.start === 0 && only.end === text.length)
    return outcomesOf(only.source, contexts);
  return combine(
    parts.map((part) => outcomesOf(part.source, contexts)),
    (values, given) => {
      const known = values.filter((value) => value !== undefined);
      return known.length < values.length ? [unknownFrom(given)] : [{ value: joined(text, parts, known) }];
    },
  );
}

function joined(
  text: string,
  parts: readonly Interpolation[],
  values: readonly KnownOutcome[],
): data.StringData {
  let result = '';
  let at = 0;
  for (const [index, part] of parts.entries()) {
    result += text.slice(at, part.start) + (values[index]?.value.coerceString() ?? '');
    at = part.end;
  }
  return new data.StringData(result + text.slice(at));
}

function endOfExpression(text: string, from: number): number | undefined {
  let inString = false;
  for (let at = from; at < text.length - 1; at += 1) {
    if (text[at] === "'") inString = !inString;
    else if (!inString && text[at] === '}' && text[at + 1] === '}') return at;
  }
  return undefined;
}
