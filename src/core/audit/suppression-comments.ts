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
  let at = source.text.indexOf('ci-warden:');
  while (at !== -1) {
    const { line } = source.positionAt(at);
    const comment = commentOnLine(source, line);
    if (comment !== undefined && (workflow === undefined || isComment(workflow, comment.span)))
      comments.push(comment);
    at = source.text.indexOf('ci-warden:', source.offsetOfLine(line + 1));
    if (source.offsetOfLine(line + 1) >= source.text.length) break;
  }
  return comments;
}

function commentOnLine(source: SourceText, line: number): SuppressionComment | undefined {
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
    target: standsAlone ? nextLineOfContent(source, line) : line,
    rule: said?.[1],
    reason: (said?.[2] ?? '').trim(),
  };
}

/** Suppressions may stand above one another, and with other comments between them and what they allow. */
function nextLineOfContent(source: SourceText, line: number): number {
  let next = line + 1;
  while (next <= source.lineCount && source.lineText(next).trimStart().startsWith('#')) next += 1;
  return next;
}

/** A `#` begins a comment in YAML and in a script, and nothing in any other value. */
function isComment(workflow: Workflow, span: Span): boolean {
  if (workflow.problems.length > 0) return true;
  if (workflow.comments.some((comment) => comment.span.start <= span.start && span.start < comment.span.end))
    return true;
  return workflow.jobs.some((job) =>
    job.steps.some(
      ({ run }) => run !== undefined && run.span.start <= span.start && span.start < run.span.end,
    ),
  );
}
