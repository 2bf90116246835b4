import type { Finding } from './finding.ts';
import type { Judged } from './finding-of.ts';
import { fingerprintOf, identityText } from './fingerprint.ts';
import { compareText } from './similarity.ts';

/** A finding with its fingerprint. */
export interface Numbered extends Judged {
  readonly fingerprint: string;
}

/** Sorts findings by path, line, column and rule, and gives each its fingerprint; those of one identity by their order. */
export function numberFindings<One extends Judged>(all: readonly One[]): (One & Numbered)[] {
  const seen = new Map<string, number>();
  return all.toSorted(byPlace).map((one) => {
    const identity = identityText(one.identity);
    const ordinal = seen.get(identity) ?? 0;
    seen.set(identity, ordinal + 1);
    return { ...one, fingerprint: fingerprintOf(one.identity, ordinal) };
  });
}

/** The order of findings everywhere: it depends on nothing but the findings. */
export function byPlace(a: Judged, b: Judged): number {
  return (
    compareText(a.finding.path, b.finding.path) ||
    a.finding.start.line - b.finding.start.line ||
    a.finding.start.column - b.finding.start.column ||
    compareText(a.finding.rule, b.finding.rule) ||
    compareText(identityText(a.identity), identityText(b.identity)) ||
    compareText(a.finding.message, b.finding.message)
  );
}

/** The finding itself, as reports carry it. */
export function plainFinding({ finding, fingerprint }: Numbered): Finding {
  return { ...finding, fingerprint };
}
