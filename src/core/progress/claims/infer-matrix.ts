import { isWorkflowPath } from '../../audit/tree.ts';
import { askedRunners } from './asked-runners.ts';
import type { AskedRunners, Check } from './check.ts';
import type { ClaimContext } from './claim-context.ts';
import { pathsIn } from './infer-files.ts';
import type { MarkedItem } from './marked-item.ts';
import { isDenied, isUndone } from './promise.ts';

const path = '⟦p\\d+⟧';
const paths = `(?:the\\s+)?(?:workflows?\\s+)?(?<paths>${path}(?:(?:\\s*,\\s*(?:and\\s+)?|\\s+and\\s+|\\s*&\\s*)${path})*)(?:\\s+(?:workflows?|files?|jobs?|builds?|tests?)){0,3}`;
const adjectives =
  '(?:(?:a|an|the|its|new|own|build|test|job|runner|runners|multi-?\\s?runner|two-runner|strategy|self-hosted)\\s+){0,6}';
const matrix = `${adjectives}matri(?:x|ces)(?:\\s+(?:strategy|builds?|jobs?|tests?|execution|support|strategies))?`;
const over =
  '(?<over>\\s+(?:for|over|across|of|on|with|to|spanning|covering|using)\\s+[^⟦]*?(?:⟦[cl]\\d+⟧[^⟦]*?)*)?';
const sure =
  '^(?:(?:verify|ensure|make\\s+sure|check|confirm)\\s+(?:that\\s+)?)?(?:let\\s+|have\\s+|make\\s+)?';
const end = '[\\s.!]*$';

/** Sentences that give a workflow a matrix; what is only done to a matrix is not among them. */
const withMatrix = [
  `^(?:update|extend|change|convert|adapt|modify|amend|configure|set\\s+up|equip|provide|switch|migrate)s?d?\\s+${paths}\\s+(?:with|to|to\\s+use|to\\s+have|to\\s+run\\s+(?:as|in))\\s+${matrix}${over}${end}`,
  `^(?:(?:add|use|introduce|implement|apply|create|put|define|enable|insert|configure|set\\s+up)(?:s|ed|d)?\\s+)?${matrix}${over}\\s+(?:in|to|into|for|on)\\s+${paths}(?<further>\\s+(?:for|over|across|on|with|to)\\s+[^⟦]*(?:⟦[cl]\\d+⟧[^⟦]*)*)?${end}`,
  `^(?:give|gives|gave)\\s+${paths}\\s+${matrix}${over}${end}`,
  `${sure}${paths}\\s+(?:now\\s+)?(?:uses?|has|have|gets?|got|with|is\\s+using|runs?\\s+(?:as|with|in)|(?:is\\s+|was\\s+|has\\s+been\\s+)?(?:updated|extended|configured|changed|converted)\\s+(?:with|to\\s+use|to))\\s+${matrix}${over}${end}`,
  `^(?:create|add|write|introduce|implement|new)(?:s|d|ed)?\\s+(?:an?\\s+|the\\s+|new\\s+){0,3}${paths}\\s+(?:with|that\\s+uses|which\\s+uses|using)\\s+${matrix}${over}${end}`,
  `^${paths}\\s*:\\s*(?:add\\s+|use\\s+)?${matrix}${over}${end}`,
].map((pattern) => new RegExp(pattern, 'i'));

/** Sentences that send a workflow's jobs to runners. */
const onRunners = [
  `${sure}${paths}\\s+(?:now\\s+|is\\s+|are\\s+|being\\s+){0,3}(?:runs?|spread|distributed|executes?|executed)\\s+(?:in\\s+parallel\\s+)?(?:on|over|across)\\s+[^⟦]*?(?:⟦[cl]\\d+⟧[^⟦]*?)*${end}`,
  `^(?:create|add|write|introduce|implement|new)(?:s|d|ed)?\\s+(?:an?\\s+|the\\s+|new\\s+){0,3}${paths}\\s+(?:that|which)\\s+(?:runs?|executes?|is\\s+run)\\s+(?:in\\s+parallel\\s+)?(?:on|over|across)\\s+[^⟦]*?(?:⟦[cl]\\d+⟧[^⟦]*?)*${end}`,
  `^(?:run|spread|distribute)\\s+${paths}\\s+(?:on|over|across)\\s+[^⟦]*?(?:⟦[cl]\\d+⟧[^⟦]*?)*${end}`,
].map((pattern) => new RegExp(pattern, 'i'));

/** `Update <workflow> with matrix for both runners`, `<workflow> runs on every runner`. */
export function inferMatrix(marked: MarkedItem, context: ClaimContext): Check[] {
  const { words } = marked;
  if (isDenied(words) || isUndone(words)) return [];
  const runners = runnersOfLabels(marked) ?? askedRunners(marked, context.runners);
  const found = firstOf(withMatrix, words);
  const qualified =
    found?.over !== undefined || found?.further !== undefined || /multi-?\s?runner/i.test(words);
  if (found !== undefined && (runners !== undefined || !qualified))
    return checksFor(found.paths, marked, runners);
  const sent = firstOf(onRunners, words);
  return sent === undefined || runners === undefined ? [] : checksFor(sent.paths, marked, runners);
}

function firstOf(patterns: readonly RegExp[], words: string): Record<string, string> | undefined {
  return patterns.map((pattern) => pattern.exec(words)).find((match) => match !== null)?.groups;
}

function checksFor(
  paths: string | undefined,
  marked: MarkedItem,
  runners: AskedRunners | undefined,
): Check[] {
  return pathsIn(paths ?? '', marked)
    .map(([first]) => first)
    .filter(isWorkflowPath)
    .map((one) => ({ kind: 'workflow-matrix', path: one, runners }));
}

/** `Add runner labels: [self-hosted, x] and [self-hosted, y]`. */
export function inferLabels(marked: MarkedItem): Check[] {
  const { words } = marked;
  const sets = labelSetsIn(marked);
  if (sets.length === 0 || !/\blabel(?:s|led)?\b|\bruns?[- ]on\b/i.test(words)) return [];
  if (isDenied(words) || isUndone(words) || /\b(?:PRs?|pull\s+requests?|issues?|milestones?)\b/i.test(words))
    return [];
  return [{ kind: 'labels-used', labelSets: sets.map((labels) => ({ labels })) }];
}

function labelSetsIn({ words, labels }: MarkedItem): (readonly string[])[] {
  return [...words.matchAll(/⟦l(\d+)⟧/g)].flatMap(([, at]) => {
    const set = labels[Number(at)];
    return set === undefined ? [] : [set];
  });
}

function runnersOfLabels(marked: MarkedItem): AskedRunners | undefined {
  const sets = labelSetsIn(marked);
  if (sets.length < 2) return undefined;
  const named = sets.map((set) => ({ name: `[${set.join(', ')}]`, labelSets: [set] }));
  return { named, atLeast: named.length };
}
