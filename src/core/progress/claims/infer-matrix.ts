import { isWorkflowPath } from '../../audit/tree.ts';
import { askedRunners } from './asked-runners.ts';
import type { Check, NamedRunner } from './check.ts';
import type { ClaimContext } from './claim-context.ts';
import { pathsIn } from './infer-files.ts';
import type { MarkedItem } from './marked-item.ts';

const undoing =
  /\b(?:remove[sd]?|delete[sd]?|drop(?:ped|s)?|revert(?:ed|s)?|without|undo)\b[^;.]*\bmatri(?:x|ces)\b/i;

/** `Update <workflow> with matrix for both runners`, `<workflow> runs on every runner`. */
export function inferMatrix(marked: MarkedItem, context: ClaimContext): Check[] {
  const { words } = marked;
  const matrix = /\bmatri(?:x|ces|xed)\b/i.test(words);
  const runsOn = /\b(?:run|runs|spread|distributed?)\b[^;.]*\b(?:on|over|across)\b/i.test(words);
  if ((!matrix && !runsOn) || undoing.test(words)) return [];
  const runners = runnersOfLabels(marked) ?? askedRunners(marked, context.runners);
  if (runners === undefined && !matrix) return [];
  return pathsIn(words, marked)
    .map(([path]) => path)
    .filter(isWorkflowPath)
    .map((path) => ({ kind: 'workflow-matrix', path, runners }));
}

/** `Add runner labels: [self-hosted, x] and [self-hosted, y]`. */
export function inferLabels(marked: MarkedItem): Check[] {
  if (marked.labels.length === 0 || !/\blabel(?:s|led|ed)?\b|\bruns?[- ]on\b/i.test(marked.words)) return [];
  if (/\b(?:remove|delete|drop)\b/i.test(marked.words)) return [];
  return [{ kind: 'labels-used', labelSets: marked.labels.map((labels) => ({ labels })) }];
}

function runnersOfLabels({ labels }: MarkedItem): { named: NamedRunner[]; atLeast: number } | undefined {
  if (labels.length < 2) return undefined;
  const named = labels.map((set) => ({ name: `[${set.join(', ')}]`, labelSets: [set] }));
  return { named, atLeast: named.length };
}
