import type { Comparison } from './compare.ts';
import type { StatedFinding, UsedSuppression } from './finding.ts';
import { byPlace, type Numbered, numberFindings, plainFinding } from './number-findings.ts';
import { suppressionNote, type Weighed } from './suppress.ts';
import type { SuppressionComment } from './suppression-comments.ts';

/** Findings that stand, and suppressions that took effect. */
export interface Statement {
  readonly findings: readonly StatedFinding[];
  readonly suppressions: readonly UsedSuppression[];
}

/**
 * Says of each finding whether the base has it too, and takes out those that a suppression allows. A suppression is
 * introduced where the base has no suppression of the same finding, wherever its comment stands.
 */
export function stateFindings(
  head: readonly (Weighed & Numbered)[],
  comparison: Comparison | undefined,
  added: 'honour' | 'ignore',
): Statement {
  const standing: (Numbered & Pick<StatedFinding, 'status'>)[] = [];
  const used = new Map<SuppressionComment, UsedSuppression['status']>();
  const ignored = new Set<SuppressionComment>();
  for (const one of head) {
    const before = comparison?.counterpart(one);
    const wasAllowed = before?.allowedBy !== undefined;
    const { allowedBy } = one;
    if (allowedBy !== undefined && (added === 'honour' || wasAllowed)) {
      used.set(allowedBy, wasAllowed && used.get(allowedBy) !== 'introduced' ? 'existing' : 'introduced');
      continue;
    }
    if (allowedBy !== undefined) ignored.add(allowedBy);
    standing.push({ ...one, status: before !== undefined && !wasAllowed ? 'existing' : 'introduced' });
  }
  const notes = numberFindings([...ignored].map(ignoredNote)).map((note) => ({
    ...note,
    status: 'introduced' as const,
  }));
  return {
    findings: [...standing, ...notes]
      .toSorted(byPlace)
      .map((one) => ({ ...plainFinding(one), status: one.status })),
    suppressions: [...used].map(([comment, status]) => usedSuppression(comment, status)),
  };
}

function usedSuppression(comment: SuppressionComment, status: UsedSuppression['status']): UsedSuppression {
  const { rule = '', source, line, reason } = comment;
  return { rule, path: source.path, line, reason, status };
}

function ignoredNote(comment: SuppressionComment) {
  return suppressionNote(comment, {
    message: `The suppression of \`${comment.rule ?? ''}\` does not count: it comes with a pull request from a fork.`,
    remedy: 'A maintainer may add it on a branch of the repository.',
  });
}
