import type { Report } from '../audit/finding.ts';
import { countFindings, countOf } from './count-words.ts';
import { findingBlocks, findingLines, type LinkTo } from './finding-markdown.ts';
import { fitBlocks, plainBlock } from './fit-blocks.ts';
import { failureBlocks, section, suppressionBlocks } from './report-markdown.ts';

/** What a comment says besides the report. */
export interface CommentContext {
  /** What was audited, as Markdown of ours: `this pull request at abc1234`. */
  readonly subject: string;
  /** With what it was compared; without it, every finding counts alike. */
  readonly compared: 'with base' | 'alone';
  readonly linkTo?: LinkTo;
  /** Paragraphs that go first: Markdown of ours, already escaped. */
  readonly notices?: readonly string[];
}

/** GitHub's limit is 65,536 characters; some are left to the marker by which the comment is found again. */
const longestComment = 65_000;

/** The whole report as a comment's body. */
export function asComment(report: Report, context: CommentContext): string {
  const { linkTo = () => undefined, notices = [], subject, compared } = context;
  const isAlone = compared === 'alone';
  const introduced = report.findings.filter(({ status }) => status === 'introduced');
  const existing = report.findings.filter(({ status }) => status === 'existing');
  const counts = `${countFindings(report.findings)} in ${countOf(report.workflows, 'workflow')}`;
  const blocks = [
    plainBlock(`**CI Warden** looked at ${subject}: ${counts}.\n`),
    ...notices.map((notice) => plainBlock(`${notice}\n`)),
    ...failureBlocks(report),
    ...section(isAlone ? 'Findings' : 'Introduced', findingBlocks(introduced, linkTo)),
    ...section('There before', findingBlocks(existing, linkTo)),
    ...section(
      'Resolved: well done',
      findingLines(report.resolved, () => undefined),
    ),
    ...suppressionBlocks(report, linkTo, compared),
  ];
  return fitBlocks(blocks, longestComment);
}
