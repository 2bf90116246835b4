import type { Comparison } from './compare.ts';
import type { StatedFinding, UsedSuppression } from './finding.ts';
import { isGraver, type Judged } from './finding-of.ts';
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
  const used = new Map<SuppressionComment, UsedSuppression>();
  const ignored = new Set<SuppressionComment>();
  for (const one of head) {
    const before = comparison?.counterpart(one);
    const wasAllowed = before?.allowedBy !== undefined;
    const { allowedBy } = one;
    if (allowedBy !== undefined && (added === 'honour' || wasAllowed)) {
      used.set(allowedBy, withFinding(used.get(allowedBy), allowedBy, one, wasAllowed));
      continue;
    }
    if (allowedBy !== undefined) ignored.add(allowedBy);
    standing.push({ ...one, status: wasThere(one, before) && !wasAllowed ? 'existing' : 'introduced' });
  }
  const notes = numberFindings([...ignored].map(ignoredNote)).map((note) => ({
    ...note,
    status: 'introduced' as const,
  }));
  return {
    findings: [...standing, ...notes]
      .toSorted(byPlace)
      .map((one) => ({ ...plainFinding(one), status: one.status })),
    suppressions: [...used.values()],
  };
}

/** What has become graver was not there before. */
function wasThere(one: Judged, before: Judged | undefined): boolean {
  return before !== undefined && !isGraver(one.finding.severity, before.finding.severity);
}

function withFinding(
  known: UsedSuppression | undefined,
  { rule = '', source, line, reason }: SuppressionComment,
  one: Numbered,
  wasAllowed: boolean,
): UsedSuppression {
  const isExisting = wasAllowed && known?.status !== 'introduced';
  const findings = [...(known?.findings ?? []), plainFinding(one)];
  return { rule, path: source.path, line, reason, status: isExisting ? 'existing' : 'introduced', findings };
}

function ignoredNote(comment: SuppressionComment) {
  return suppressionNote(comment, {
    message: `The suppression of \`${comment.rule ?? ''}\` does not count: it comes with a pull request from a fork.`,
    remedy: 'A maintainer may add it on a branch of the repository.',
  });
}
