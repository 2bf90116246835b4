import type { Finding, Report, StatedFinding } from '../../../src/core/audit/finding.ts';

/** A finding to render; what matters to a test is said there. */
export function finding(over: Partial<StatedFinding> = {}): StatedFinding {
  return {
    rule: 'missing-lid',
    severity: 'error',
    path: '.github/workflows/a.yml',
    start: { line: 2, column: 5 },
    end: { line: 2, column: 9 },
    job: 'cook',
    message: 'The pot `rice` has no lid.',
    reason: 'It boils over.',
    remedy: 'Put a lid on.',
    related: [],
    fingerprint: '0123456789abcdef',
    status: 'introduced',
    ...over,
  };
}

/** A report to render. */
export function report(findings: readonly StatedFinding[], over: Partial<Report> = {}): Report {
  return { workflows: 3, findings, resolved: [], suppressions: [], failures: [], ...over };
}

/** A finding without its status, as among the resolved. */
export function plain({ status: _, ...rest }: StatedFinding): Finding {
  return rest;
}
