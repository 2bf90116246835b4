import type { Report } from '../audit/finding.ts';
import { countFindings, countOf } from './count-words.ts';

/** The report in one line of counts, for the title of a check run. */
export function reportTitle({ workflows, findings, resolved, suppressions, failures }: Report): string {
  const introduced = findings.filter(({ status }) => status === 'introduced');
  const existing = findings.length - introduced.length;
  const added = suppressions.filter(({ status }) => status === 'introduced').length;
  const counts = [
    introduced.length > 0
      ? `${countFindings(introduced)} introduced`
      : `Nothing introduced in ${countOf(workflows, 'workflow')}`,
    ...(existing > 0 ? [`${existing} there before`] : []),
    ...(resolved.length > 0 ? [`${resolved.length} resolved`] : []),
    ...(added > 0 ? [`${countOf(added, 'suppression')} added`] : []),
    ...(failures.length > 0 ? [`${countOf(failures.length, 'rule')} broke`] : []),
  ];
  return counts.join('; ');
}
