import type { SourceText, Span } from '../source/source-text.ts';
import type { Workflow } from '../workflow/model.ts';

/** A comment that speaks to CI Warden. */
export interface SuppressionComment {
  readonly source: SourceText;
  readonly span: Span;
  /** The line on which the comment stands. */
  readonly line: number;
  /** The lines whose findings it allows: its own, or the first line below that is no comment. */
  readonly target: number;
  /** As written; undefined where the comment could not be understood. */
  readonly rule: string | undefined;
  /** Empty where none was given. */
  readonly reason: string;
}

const mark = /(^|\s)#+[ \t]*ci-warden:(.*)$/;
const sentence = /^\s*allow\s+(\S+)(?:\s+--(.*))?\s*$/;

/**
 * The suppressions of a file: YAML comments of a workflow and comments of the scripts in it, or any line's comment
 * of another file.
 */
export function suppressionComments(
  source: SourceText,
  workflow: Workflow | undefined,
): SuppressionComment[] {
  const comments: SuppressionComment[] = [];
  const isComment = commentsIn(workflow);
  const targetBelow = linesOfContent(source);
  let at = source.text.indexOf('ci-warden:');
  while (at !== -1) {
    const { line } = source.positionAt(at);
    const comment = commentOnLine(source, line, targetBelow);
    if (comment !== undefined && isComment(comment.span)) comments.push(comment);
    at = source.text.indexOf('ci-warden:', source.offsetOfLine(line + 1));
    if (source.offsetOfLine(line + 1) >= source.text.length) break;
  }
  return comments;
}

function commentOnLine(
  source: SourceText,
  line: number,
  targetBelow: (line: number) => number,
): SuppressionComment | undefined {
  const text = source.lineText(line);
  const match = mark.exec(text);
  if (match === null) return undefined;
  const column = match.index + (match[1] ?? '').length;
  const start = source.offsetOfLine(line) + column;
  const said = sentence.exec(match[2] ?? '');
  const standsAlone = text.slice(0, column).trim() === '';
  return {
    source,
    span: { start, end: start + text.length - column },
    line,
    target: standsAlone ? targetBelow(line) : line,
    rule: said?.[1],
    reason: (said?.[2] ?? '').trim(),
  };
}

/**
 * The line of content below a line, asked from the top to the bottom: suppressions may stand above one another, and with
 * other comments between them and what they allow.
 */
function linesOfContent(source: SourceText): (line: number) => number {
  let known = 0;
  return (line) => {
    if (known > line) return known;
    known = line + 1;
    while (known <= source.lineCount && source.lineText(known).trimStart().startsWith('#')) known += 1;
    return known;
  };
}

/** Whether a `#` begins a comment in YAML and in a script, and nothing in any other value; asked from the top down. */
function commentsIn(workflow: Workflow | undefined): (span: Span) => boolean {
  if (workflow === undefined || workflow.problems.length > 0) return () => true;
  const scripts = workflow.jobs.flatMap(({ steps }) =>
    steps.flatMap(({ run }) => (run === undefined ? [] : [run.span])),
  );
  const spans = [...workflow.comments.map(({ span }) => span), ...scripts].toSorted(
    (a, b) => a.start - b.start,
  );
  let next = 0;
  let end = 0;
  return ({ start }) => {
    for (let span = spans[next]; span !== undefined && span.start <= start; span = spans[next]) {
      end = Math.max(end, span.end);
      next += 1;
    }
    return start < end;
  };
}
