import type { Report, StatedFinding } from '../audit/finding.ts';
import type { Severity } from '../audit/severity.ts';
import { countFindings, countOf } from './count-words.ts';
import { neutralise } from './neutralise.ts';

const commandOf: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', note: 'notice' };

/**
 * The report as workflow commands, which GitHub Actions turns into annotations: introduced findings by their severity,
 * those that were there before as notices. GitHub shows only the first ten of a kind of one step, so errors come first.
 */
export function asGithubCommands(report: Report): string {
  const introduced = report.findings.filter(({ status }) => status === 'introduced');
  const existing = report.findings.filter(({ status }) => status === 'existing');
  const order: readonly Severity[] = ['error', 'warning', 'note'];
  const lines = [
    ...order
      .flatMap((kind) => introduced.filter(({ severity }) => severity === kind))
      .map((one) => command(one, commandOf[one.severity])),
    ...existing.map((one) => command(one, 'notice')),
    `ci-warden: ${countFindings(introduced)} in ${countOf(report.workflows, 'workflow')}`,
  ];
  return `${lines.join('\n')}\n`;
}

function command(finding: StatedFinding, name: string): string {
  const { path, start, end, rule, status } = finding;
  const title = status === 'existing' ? `${rule} (there before)` : rule;
  const isOneLine = start.line === end.line;
  const columns = isOneLine ? { col: start.column, endColumn: end.column } : {};
  const properties = { file: path, line: start.line, endLine: end.line, ...columns, title };
  const written = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
  return `::${name} ${written.join(',')}::${escapeData(annotationText(finding))}`;
}

function annotationText({ message, reason, remedy, related }: StatedFinding): string {
  const places = related.map((place) => `See ${place.path}:${place.line}: ${place.message}`);
  return [message, reason, remedy, ...places].map(neutralise).join('\n');
}

/** The escapes of the runner's own toolkit for a command's message. */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** The same for a command's property, where colons and commas separate. */
function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
