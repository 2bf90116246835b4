import type { CheckOutput } from '../action.ts';
import type { Report } from '../audit/finding.ts';
import { annotationOf } from './annotation-of.ts';
import { countOf } from './count-words.ts';
import { findingBlocks, findingLines, type LinkTo } from './finding-markdown.ts';
import { fitBlocks, plainBlock } from './fit-blocks.ts';
import { failureBlocks, section, suppressionBlocks } from './report-markdown.ts';
import { reportTitle } from './report-title.ts';

/** What a check run says besides the report. */
export interface CheckContext {
  /** Where a line of the head can be read. */
  readonly linkTo?: LinkTo;
  /** Paragraphs that go first: Markdown of ours, already escaped. */
  readonly notices?: readonly string[];
  /** How many ticked items of a sprint's plan the change contradicts. */
  readonly contradicted?: number;
}

/** GitHub's limit for summary and text each, in characters and in bytes. */
const longestText = 65_535;
const noLink: LinkTo = () => undefined;

/**
 * The report as a check run's output: the summary has what the pull request changes, the text what was there before,
 * and only what is introduced is annotated, the gravest first.
 */
export function asCheckOutput(
  report: Report,
  { linkTo = noLink, notices = [], contradicted = 0 }: CheckContext = {},
): CheckOutput {
  const introduced = report.findings.filter(({ status }) => status === 'introduced');
  const existing = report.findings.filter(({ status }) => status === 'existing');
  const summary = [
    ...notices.map((notice) => plainBlock(`${notice}\n`)),
    ...failureBlocks(report),
    ...section('Introduced', findingBlocks(introduced, linkTo)),
    ...section(
      'Resolved: well done',
      findingLines(report.resolved, () => undefined),
    ),
    ...suppressionBlocks(report, linkTo, 'with base'),
    ...(introduced.length === 0 ? [plainBlock('This change introduces nothing to complain about.')] : []),
  ];
  const text = section('There before this change', findingLines(existing, linkTo));
  return {
    title: titleOf(report, contradicted).slice(0, 255),
    summary: fitBlocks(summary, longestText),
    ...(text.length > 0 && { text: fitBlocks(text, longestText) }),
    annotations: gravestFirst(introduced).map(annotationOf),
  };
}

function titleOf(report: Report, contradicted: number): string {
  const items = contradicted > 0 ? `; ${countOf(contradicted, 'ticked item')} contradicted` : '';
  return `${reportTitle(report)}${items}`;
}

function gravestFirst<One extends { readonly severity: 'error' | 'warning' | 'note' }>(
  findings: readonly One[],
): One[] {
  const order = ['error', 'warning', 'note'];
  return findings.toSorted((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
}
