import type { Finding, Report, StatedFinding, UsedSuppression } from '../audit/finding.ts';
import type { SourceText } from '../source/source-text.ts';
import { countFindings, countOf } from './count-words.ts';
import { neutralise } from './neutralise.ts';
import type { Palette } from './palette.ts';
import { quoteSource } from './quote-source.ts';
import { wrapText } from './wrap-text.ts';

/** How to print for a terminal. */
export interface TerminalStyle {
  readonly palette: Palette;
  /** Columns; text isn't wrapped where it is undefined. */
  readonly width: number | undefined;
  /** The file as it was audited, to quote from. */
  readonly source: (path: string) => SourceText | undefined;
  /** What the report is compared with, as the person named it. */
  readonly against: string | undefined;
}

/** The report for people at a terminal: each finding with its line quoted, and a summary at the end. */
export function asTerminal(report: Report, style: TerminalStyle): string {
  const introduced = report.findings.filter(({ status }) => status === 'introduced');
  const existing = report.findings.filter(({ status }) => status === 'existing');
  const blocks = [
    ...findingBlocks(introduced, style),
    ...listBlock(
      'There before',
      existing.map((finding) => oneLine(finding, style)),
      style,
    ),
    ...listBlock(
      'Resolved',
      report.resolved.map((finding) => oneLine(finding, style)),
      style,
    ),
    ...listBlock(
      'Allowed by a comment',
      report.suppressions.map((one) => suppressionLine(one, style)),
      style,
    ),
    summary(report, introduced, style),
  ];
  return `${blocks.join('\n\n')}\n`;
}

/** The findings in full; why and what to do only where the findings above have not said just that. */
function findingBlocks(findings: readonly StatedFinding[], style: TerminalStyle): string[] {
  const said = new Set<string>();
  return findings.map((finding) => {
    const block = findingBlock(finding, said, style);
    said.add(finding.reason).add(finding.remedy);
    return block;
  });
}

function findingBlock(finding: StatedFinding, said: ReadonlySet<string>, style: TerminalStyle): string {
  const { palette, width } = style;
  const source = style.source(finding.path);
  const paragraph = (label: string, text: string) =>
    wrapText(neutralise(text), { width, first: `  ${palette.faint(label)} `, indent: label.length + 3 });
  return [
    oneLine(finding, style),
    ...(source ? quoteSource(source, finding, palette) : []),
    ...(said.has(finding.reason) ? [] : [paragraph('why:', finding.reason)]),
    ...(said.has(finding.remedy) ? [] : [paragraph(' do:', finding.remedy)]),
    ...finding.related.map(({ path, line, message }) => paragraph('see:', `${path}:${line}: ${message}`)),
    ...(finding.lost ?? []).map(({ path, line, what }) => paragraph('lost:', `${path}:${line}: ${what}`)),
  ].join('\n');
}

function oneLine(
  { path, start, severity, rule, message }: Finding,
  { palette, width }: TerminalStyle,
): string {
  const place = palette.strong(neutralise(`${path}:${start.line}:${start.column}`));
  const head = `${place} ${palette[severity](severity)} ${palette.faint(rule)}`;
  return wrapText(neutralise(message), { width, first: `${head} `, indent: 2 });
}

function suppressionLine({ path, line, rule, reason }: UsedSuppression, { palette }: TerminalStyle): string {
  return `${palette.strong(neutralise(`${path}:${line}`))} ${palette.faint(rule)} ${neutralise(reason)}`;
}

function listBlock(title: string, lines: readonly string[], { palette }: TerminalStyle): string[] {
  return lines.length === 0 ? [] : [[palette.strong(`${title} (${lines.length})`), ...lines].join('\n')];
}

function summary(
  report: Report,
  introduced: readonly StatedFinding[],
  { palette, against }: TerminalStyle,
): string {
  const looked = countOf(report.workflows, 'workflow');
  if (report.workflows === 0 && report.findings.length === 0)
    return 'There are no workflows in .github/workflows.';
  const since = against === undefined ? '' : ` since ${neutralise(against)}`;
  const verdict = against === undefined ? 'Nothing to complain about' : 'Nothing introduced';
  if (introduced.length === 0) return palette.good(`${verdict} in ${looked}${since}.`);
  const isFailure = introduced.some(({ severity }) => severity === 'error');
  const words = `${countFindings(introduced)} in ${looked}${since}.`;
  return isFailure ? palette.error(words) : palette.warning(words);
}
