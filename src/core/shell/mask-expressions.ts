import type { SymbolTable } from './symbols.ts';

/** An expression of a workflow in a text: from its `${{` to behind its `}}`. */
export interface ExpressionRange {
  readonly start: number;
  readonly end: number;
}

/** The expressions of a text. An expression ends at the first `}}` that is not in its single quotes, as on GitHub. */
export function expressionRanges(text: string): ExpressionRange[] {
  const ranges: ExpressionRange[] = [];
  for (let start = text.indexOf('${{'); start >= 0; ) {
    const end = expressionEnd(text, start + 3);
    if (end === undefined) break;
    ranges.push({ start, end });
    start = text.indexOf('${{', end);
  }
  return ranges;
}

function expressionEnd(text: string, from: number): number | undefined {
  for (let at = from; at < text.length; at++) {
    if (text[at] === "'") {
      const closing = text.indexOf("'", at + 1);
      if (closing < 0) return undefined;
      at = closing;
    } else if (text[at] === '}' && text[at + 1] === '}') return at + 2;
  }
  return undefined;
}

/** One way to write an expression, so that `${{github.run_id}}` and `${{ github.run_id }}` are the same value. */
export function normalExpression(written: string): string {
  return `\${{ ${written.slice(3, -2).trim().replace(/\s+/g, ' ')} }}`;
}

/** The text with each expression replaced by its symbol's code of the same length. */
export function maskExpressions(text: string, symbols: SymbolTable): string {
  if (!text.includes('${{')) return text;
  let masked = '';
  let from = 0;
  for (const { start, end } of expressionRanges(text)) {
    const part = { kind: 'expression', text: normalExpression(text.slice(start, end)) } as const;
    masked += text.slice(from, start) + symbols.encodeAs(part, end - start);
    from = end;
  }
  return masked + text.slice(from);
}

/** The text with each expression as a shell variable: what follows it is literal either way. As long as the text. */
export function withVariables(text: string): string {
  if (!text.includes('${{')) return text;
  let written = '';
  let from = 0;
  for (const { start, end } of expressionRanges(text)) {
    written += `${text.slice(from, start)}\${${'_'.repeat(end - start - 3)}}`;
    from = end;
  }
  return written + text.slice(from);
}
