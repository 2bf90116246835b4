import type { Finding } from '../audit/finding.ts';
import type { Severity } from '../audit/severity.ts';

/** `1 error`, `2 errors`. */
export function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** `2 errors, 1 warning and 3 notes`, the kinds that there are; `nothing` where there are none. */
export function countFindings(findings: readonly Pick<Finding, 'severity'>[]): string {
  const kinds: readonly Severity[] = ['error', 'warning', 'note'];
  const counts = kinds.flatMap((kind) => {
    const count = findings.filter(({ severity }) => severity === kind).length;
    return count === 0 ? [] : [countOf(count, kind)];
  });
  return counts.length === 0 ? 'nothing' : enumerate(counts);
}

/** `a, b and c`. */
function enumerate(parts: readonly string[]): string {
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}
