import type { Finding, Report, StatedFinding } from '../audit/finding.ts';

/** The report as one JSON object, the contract that scripts rely on (version 1); ends with a line break. */
export function asJson(report: Report): string {
  const object = {
    version: 1,
    workflows: report.workflows,
    findings: report.findings.map((finding) => ({ ...plain(finding), ...statusOf(finding) })),
    resolved: report.resolved.map(plain),
  };
  return `${JSON.stringify(object, undefined, 2)}\n`;
}

function statusOf({ status }: StatedFinding) {
  return { status };
}

/** Named one by one: what is not in the contract doesn't get out, and the order is always the same. */
function plain(finding: Finding) {
  return {
    rule: finding.rule,
    severity: finding.severity,
    path: finding.path,
    start: { line: finding.start.line, column: finding.start.column },
    end: { line: finding.end.line, column: finding.end.column },
    ...(finding.job !== undefined && { job: finding.job }),
    ...(finding.step !== undefined && { step: finding.step }),
    message: finding.message,
    reason: finding.reason,
    remedy: finding.remedy,
    related: finding.related.map(({ path, line, message }) => ({ path, line, message })),
    ...(finding.coverage !== undefined && { coverage: finding.coverage }),
    ...(finding.lost !== undefined && {
      lost: finding.lost.map(({ path, line, what }) => ({ path, line, what })),
    }),
    fingerprint: finding.fingerprint,
  };
}
