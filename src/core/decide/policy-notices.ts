import type { Finding, Report } from '../audit/finding.ts';
import { countOf } from '../report/count-words.ts';
import { messageMarkdown } from '../report/escape-markdown.ts';
import { findingLines } from '../report/finding-markdown.ts';
import type { PolicyRead } from './policy-in-force.ts';

/** The most findings that are listed of what a change of the policy would do; the rest is counted. */
const mostListed = 20;

/** What a person must know of the policies that were in force, as Markdown. */
export function policyNotices(inForce: PolicyRead): string[] {
  const organisation = inForce.organisationProblems.map(
    ({ start, message }) => `line ${start.line}: ${message}`,
  );
  return [
    ...(inForce.problems.length > 0
      ? [
          "The base branch's policy can't be used, so the defaults are in force until it is mended. Nothing of it was taken over in part.",
        ]
      : []),
    ...(organisation.length > 0
      ? [
          `The organisation's policy can't be used and is left out. ${messageMarkdown(organisation.join('; '))}`,
        ]
      : []),
  ];
}

/** What the change of the policy would do: how the report with the new policy differs from the one with the old. */
export function policyChangeNotice(withOld: Report, withNew: Report): string {
  const more = without(withNew.findings, withOld.findings);
  const fewer = without(withOld.findings, withNew.findings);
  const intro = 'This pull request changes the policy. Here the policy of the base branch is in force;';
  if (more.length + fewer.length === 0) return `${intro} the new one would report the same.`;
  const listed = (title: string, findings: readonly Finding[]) =>
    findings.length === 0 ? [] : [`${title}:\n\n${linesOf(findings)}`];
  return [
    `${intro} the new one would report ${countOf(more.length, 'finding')} more and ${fewer.length} fewer.`,
    ...listed('**More with the new policy**', more),
    ...listed('**Fewer with the new policy**', fewer),
  ].join('\n\n');
}

function without(findings: readonly Finding[], others: readonly Finding[]): Finding[] {
  const known = new Set(others.map(keyOf));
  return findings.filter((finding) => !known.has(keyOf(finding)));
}

/** A finding of another severity is another finding to a check. */
function keyOf({ fingerprint, severity }: Finding): string {
  return `${fingerprint} ${severity}`;
}

function linesOf(findings: readonly Finding[]): string {
  const lines = findingLines(findings.slice(0, mostListed), () => undefined).map(({ text }) => text);
  const more = findings.length - lines.length;
  return [...lines, ...(more > 0 ? [`- …and ${more} more`] : [])].join('\n');
}
