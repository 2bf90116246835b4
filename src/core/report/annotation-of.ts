import type { Annotation } from '../action.ts';
import type { Finding } from '../audit/finding.ts';
import type { Severity } from '../audit/severity.ts';
import { clipBytes, clipText } from './clip.ts';
import { neutralise } from './neutralise.ts';

/** GitHub refuses a message of more than 64 KB; nobody reads half of that. */
const longestMessage = 32_000;

const levels: Readonly<Record<Severity, Annotation['level']>> = {
  error: 'failure',
  warning: 'warning',
  note: 'notice',
};

/** A finding as an annotation of a check run. Messages of annotations are plain text. */
export function annotationOf(finding: Finding): Annotation {
  const { path, start, end, severity, rule, lost = [] } = finding;
  // A range without width stands for the whole line, and GitHub takes columns only where there is one line.
  const hasColumns = start.line === end.line && end.column > start.column;
  return {
    path,
    startLine: start.line,
    endLine: Math.max(start.line, end.line),
    ...(hasColumns && { startColumn: start.column, endColumn: end.column }),
    level: levels[severity],
    title: clipText(rule, 255),
    message: clipBytes(annotationText(finding), longestMessage),
    ...(lost.length > 0 && { details: clipBytes(lostText(lost), longestMessage) }),
  };
}

function annotationText({ message, reason, remedy, related }: Finding): string {
  const places = related.map((place) => neutralise(`See ${place.path}:${place.line}: ${place.message}`));
  return [
    neutralise(message),
    '',
    `Why: ${neutralise(reason)}`,
    `What to do: ${neutralise(remedy)}`,
    ...places,
  ].join('\n');
}

function lostText(lost: NonNullable<Finding['lost']>): string {
  return [
    'What would be lost:',
    ...lost.map(({ path, line, what }) => neutralise(`${path}:${line}: ${what}`)),
  ].join('\n');
}
