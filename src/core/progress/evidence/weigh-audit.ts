import type { Check } from '../claims/check.ts';
import { type Evidence, evidence } from './evidence.ts';
import type { WeighInput } from './weigh-input.ts';
import { whyNoWorkflow } from './why-no-workflow.ts';

type AuditCheck = Extract<Check, { kind: 'audit-clean' }>;

/** Whether the audit finds no offence of a rule; a note is none. */
export function weighAudit({ kind, rule, path }: AuditCheck, input: WeighInput): Evidence[] {
  const refused = path === undefined ? undefined : whyNoWorkflow(path, input);
  if (refused !== undefined && rule !== 'invalid-workflow') {
    return [evidence(kind, 'fails', refused.detail, refused.place)];
  }
  const findings = input
    .findingsOf(rule, 'as allowed')
    .filter((finding) => finding.severity !== 'note' && (path === undefined || finding.path === path));
  const [first] = findings;
  if (first === undefined) return [evidence(kind, 'holds', `the audit finds no \`${rule}\``)];
  const more = findings.length > 1 ? ` (and ${findings.length - 1} more)` : '';
  return [evidence(kind, 'fails', `${first.message}${more}`, { path: first.path, line: first.start.line })];
}
