import type { Finding, Report, UsedSuppression } from '../audit/finding.ts';
import type { Severity } from '../audit/severity.ts';
import type { Rule } from '../rules/rule.ts';
import { explainRuleMarkdown } from './explain-rule.ts';
import { neutralise } from './neutralise.ts';

/** The program that reports, as SARIF wants to know it. */
export interface SarifTool {
  readonly version: string;
  readonly rules: readonly Rule[];
}

/** The report as SARIF 2.1.0, as GitHub's code scanning reads it. Columns are UTF-16 code units; ends are exclusive. */
export function asSarif(report: Report, tool: SarifTool): string {
  const descriptors = describeRules(report, tool.rules);
  const result = resultOf(new Map(descriptors.map(({ id }, index) => [id, index])));
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'ci-warden', semanticVersion: tool.version, rules: descriptors } },
        columnKind: 'utf16CodeUnits',
        results: [
          ...report.findings.map((finding) => ({
            ...result(finding),
            baselineState: baseline[finding.status],
          })),
          ...report.suppressions.flatMap((one) =>
            one.findings.map((finding) => allowed(result(finding), one)),
          ),
        ],
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

const levels: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', note: 'note' };
const baseline = { introduced: 'new', existing: 'unchanged' } as const;

function describeRules(report: Report, rules: readonly Rule[]) {
  const described = rules.map((rule) => {
    const { id, summary, why, remedy } = rule;
    return {
      id,
      shortDescription: { text: summary },
      fullDescription: { text: why },
      help: { text: `${why}\n\n${remedy}`, markdown: explainRuleMarkdown(rule) },
    };
  });
  const known = new Set(described.map(({ id }) => id));
  // The audit has a voice of its own, on suppressions.
  const others = new Set(report.findings.map(({ rule }) => rule).filter((rule) => !known.has(rule)));
  return [...described, ...[...others].map((id) => ({ id, shortDescription: { text: id } }))];
}

function resultOf(indices: ReadonlyMap<string, number>) {
  return ({ rule, severity, message, remedy, path, start, end, related, fingerprint }: Finding) => ({
    ruleId: rule,
    ruleIndex: indices.get(rule) ?? -1,
    level: levels[severity],
    message: { text: plainText(`${message} ${remedy}`) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(path) },
          region: {
            startLine: start.line,
            startColumn: start.column,
            endLine: end.line,
            endColumn: end.column,
          },
        },
      },
    ],
    relatedLocations: related.map((place, index) => ({
      id: index + 1,
      message: { text: plainText(place.message) },
      physicalLocation: { artifactLocation: { uri: uriOf(place.path) }, region: { startLine: place.line } },
    })),
    // GitHub's code scanning knows a result again by the first of these.
    partialFingerprints: { primaryLocationLineHash: `${fingerprint}:1`, 'ciWarden/v1': fingerprint },
  });
}

function allowed<Result extends object>(result: Result, { status, reason }: UsedSuppression) {
  return {
    ...result,
    baselineState: baseline[status],
    suppressions: [{ kind: 'inSource', justification: plainText(reason) }],
  };
}

/** SARIF takes `[text](address)` in a plain message for a link (SARIF 2.1.0, 3.11.6): nothing of a repository makes one. */
function plainText(text: string): string {
  return neutralise(text).replaceAll('](', '] (');
}

/** A path from the root as a relative URI. */
function uriOf(path: string): string {
  return path.toWellFormed().split('/').map(encodeURIComponent).join('/');
}
