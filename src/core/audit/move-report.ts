import type { Position } from '../source/source-text.ts';
import type { Finding, Report } from './finding.ts';
import { type MoveLine, moveLines } from './move-lines.ts';
import type { Tree } from './tree.ts';

/**
 * The report of one version of a repository with the lines of another: what was audited is the merge result, and what
 * a person sees is the head. Files that the other version lacks keep their lines.
 */
export function moveReport(report: Report, audited: Tree, shown: Tree): Report {
  const moves = new Map<string, MoveLine>();
  const moveIn = (path: string): MoveLine => {
    const known = moves.get(path) ?? moveBetween(path, audited, shown);
    moves.set(path, known);
    return known;
  };
  return {
    ...report,
    findings: report.findings.map((finding) => moveFinding(finding, moveIn)),
    suppressions: report.suppressions.map((suppression) => ({
      ...suppression,
      line: moveIn(suppression.path)(suppression.line).line,
      findings: suppression.findings.map((finding) => moveFinding(finding, moveIn)),
    })),
  };
}

function moveBetween(path: string, audited: Tree, shown: Tree): MoveLine {
  const from = audited.get(path);
  const to = shown.get(path);
  const isThere = from?.kind === 'text' && to?.kind === 'text' && from.id !== to.id;
  return isThere ? moveLines(from.text, to.text) : (line) => ({ line, isSame: true });
}

function moveFinding<Moved extends Finding>(finding: Moved, moveIn: (path: string) => MoveLine): Moved {
  const place = <Place extends { readonly path: string; readonly line: number }>(one: Place): Place => ({
    ...one,
    line: moveIn(one.path)(one.line).line,
  });
  return {
    ...finding,
    ...moveRange(finding, moveIn(finding.path)),
    related: finding.related.map(place),
    ...(finding.lost && { lost: finding.lost.map(place) }),
  };
}

/** Columns mean something only on the very same line. */
function moveRange({ start, end }: Finding, move: MoveLine): { start: Position; end: Position } {
  const first = move(start.line);
  const last = move(end.line);
  if (!first.isSame) return { start: { line: first.line, column: 1 }, end: { line: first.line, column: 1 } };
  const endLine = Math.max(first.line, last.line);
  const movedEnd = last.isSame ? { line: endLine, column: end.column } : { line: endLine, column: 1 };
  return { start: { line: first.line, column: start.column }, end: movedEnd };
}
