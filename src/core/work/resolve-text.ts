import type { Expr } from '@actions/expressions';
import { parseExpression } from '../workflow/expression.ts';
import { interpolations } from '../workflow/interpolation.ts';
import { type Lookup, readExpression, show } from './reading.ts';

/** Expressions that were parsed already, by their text: the legs of one matrix read the same ones again and again. */
export type ParsedExpressions = Map<string, Expr | undefined>;

/** The text with its `${{ }}` replaced by what is known of them, or by their text in one way of writing. */
export function resolveText(text: string, lookup: Lookup, parsed: ParsedExpressions): string {
  if (!text.includes('${{')) return text;
  let resolved = '';
  let from = 0;
  for (const { start, end, source } of interpolations(text)) {
    resolved += text.slice(from, start) + resolveExpression(source, lookup, parsed);
    from = end;
  }
  return resolved + text.slice(from);
}

function resolveExpression(source: string, lookup: Lookup, parsed: ParsedExpressions): string {
  if (!parsed.has(source)) parsed.set(source, parseExpression(source));
  const expression = parsed.get(source);
  if (expression === undefined) return `\${{ ${source.trim().replace(/\s+/g, ' ')} }}`;
  const reading = readExpression(expression, lookup);
  return reading.kind === 'value' ? String(reading.value ?? '') : `\${{ ${show(reading)} }}`;
}
