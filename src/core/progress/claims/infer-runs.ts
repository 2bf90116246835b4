import { askedRunners, runnerPhrase } from './asked-runners.ts';
import type { Check } from './check.ts';
import type { ClaimContext } from './claim-context.ts';
import type { MarkedItem } from './marked-item.ts';
import { isDenied, isUndone } from './promise.ts';
import { onlyMeans, workflowsMeant } from './workflows-meant.ts';

const sure =
  '^(?:(?:verify|ensure|make\\s+sure|check|confirm|test|get|keep|make|have|let)\\s+(?:that\\s+)?)?';
const state =
  '(?:up\\s+and\\s+running|operational|online|available|healthy|reachable|connected|registered|running|idle|active|working|works?|installed(?:\\s+and\\s+configured)?|configured|up)';
const where =
  '(?:\\s+(?:in|on|at|with|to|for)\\s+(?:the\\s+|our\\s+|this\\s+)?(?:github(?:\\s+actions)?|repository|repo|organi[sz]ation|org|project|settings))?';
const be =
  '(?:(?:is|are|be|both|all|fully|now|come|comes|have\\s+been|has\\s+been|were|was|must|should)\\s+){0,5}';

/** Sentences of which the runners themselves are the subject, or the object: what is done *on* them says nothing of them. */
const operational = [
  `${sure}${runnerPhrase}\\s+${be}${state}(?:(?:\\s*,\\s*|\\s+and\\s+|\\s*&\\s*|\\s*/\\s*)${be}${state})*${where}[\\s.!]*$`,
  `^(?:install|register|set\\s?up|connect|start|bring\\s+up|bring)(?:s|ed)?\\s+${runnerPhrase}(?:\\s+(?:up|online))?${where}[\\s.!]*$`,
].map((pattern) => new RegExp(pattern, 'i'));

/** `Both runners operational`, `Register runner x`. */
export function inferOperational(marked: MarkedItem, context: ClaimContext): Check[] {
  if (
    isDenied(marked.words) ||
    isUndone(marked.words) ||
    !operational.some((pattern) => pattern.test(marked.words))
  )
    return [];
  const runners = askedRunners(marked, context.runners);
  return runners === undefined ? [] : [{ kind: 'runners-operational', runners }];
}

/** `Matrix workflows execute in parallel on both runners`. */
export function inferParallel(marked: MarkedItem, context: ClaimContext): Check[] {
  const { words } = marked;
  if (isDenied(words) || isUndone(words)) return [];
  if (!/\b(?:in\s+parallel|parallel|concurrently|simultaneously|at\s+the\s+same\s+time)\b/i.test(words))
    return [];
  if (!/\b(?:run|runs|running|execute[sd]?|executing|execution)\b/i.test(words)) return [];
  const runners = askedRunners(marked, context.runners);
  if (runners === undefined) return [];
  const meant = workflowsMeant(beforeRunners(words), marked, context);
  const paths = meant === undefined || meant === 'all' ? withMatrix(context) : meant;
  return [{ kind: 'ran-in-parallel', paths, runners }];
}

/** The workflows that the plan's other items give a matrix. */
function withMatrix(context: ClaimContext): readonly string[] {
  const paths = context
    .checksSoFar()
    .flatMap((check) => (check.kind === 'workflow-matrix' ? [check.path] : []));
  return [...new Set(paths)];
}

const passing = new RegExp(
  '^(?<subject>.*?)\\s+(?:(?:now|all|is|are|be|still|again|run|runs)\\s+){0,4}(?:pass(?:es|ed|ing)?|succeed(?:s|ed)?|successful(?:ly)?|green)' +
    '(?:\\s+(?:again|now|too))?(?<branch>\\s+(?:on|in|for)\\s+(?:the\\s+)?(?:main|master|trunk|default)(?:\\s+branch)?)?' +
    `(?<runners>\\s+on\\s+${runnerPhrase})?(?:\\s+without\\s+(?:it|them|⟦p\\d+⟧))?[\\s.!]*$`,
  'i',
);

/**
 * `Crun E2E tests pass on both runners`, `CI passes`: the words before "pass" say which workflow. Where the sentence says
 * more than that ("within 5 minutes", "for a week"), a run that passed would prove too little.
 */
export function inferPasses(marked: MarkedItem, context: ClaimContext): Check[] {
  const groups = passing.exec(withBranch(marked))?.groups;
  const subject = subjectOf(groups?.subject ?? '');
  if (
    subject === '' ||
    /\b(?:not|never|no\s+longer|to|locally)$|n['’]t$|\b(?:not|never)\b|n['’]t\b/i.test(subject)
  )
    return [];
  const runners = groups?.runners === undefined ? undefined : askedRunners(marked, context.runners);
  if (groups?.runners !== undefined && runners === undefined) return [];
  const meant = workflowsMeant(subject, marked, context);
  if (meant !== undefined && !onlyMeans(subject, meant, context)) return [];
  if (runners === undefined) {
    return meant === undefined ? [] : [{ kind: 'workflow-passed', paths: meant === 'all' ? [] : meant }];
  }
  const paths = meant === 'all' ? withMatrix(context) : (meant ?? sectionWorkflow(subject, marked, context));
  return paths === undefined ? [] : [{ kind: 'passed-on-every-runner', paths, runners }];
}

/** A branch's name as code is a word like others. */
function withBranch({ words, code }: MarkedItem): string {
  return words.replace(/⟦c(\d+)⟧/g, (mark, at: string) =>
    /^(?:main|master|trunk)$/.test(code[Number(at)] ?? '') ? (code[Number(at)] ?? '') : mark,
  );
}

/** `x.yml deleted and CI passes`: the last part, where the one before it is a sentence of its own. */
function subjectOf(words: string): string {
  const parts = words.split(/\s*,\s*and\s+|\s+and\s+|\s*,\s*/);
  const last = parts.slice(0, -1).some((part) => /\b(?:\w+ed|gone|is|are|done)\b/i.test(part))
    ? (parts.at(-1) ?? '')
    : words;
  return last.replace(new RegExp(sure, 'i'), '').trim();
}

/** `Tests pass on both runners` in a section about one workflow: that workflow's. */
function sectionWorkflow(
  subject: string,
  marked: MarkedItem,
  context: ClaimContext,
): readonly string[] | undefined {
  if (
    !/^(?:(?:the|all|our)\s+)*(?:tests?|jobs?|workflows?|e2e|end-to-end|suite|it|they)(?:\s+(?:tests?|jobs?))?$/i.test(
      subject,
    )
  )
    return undefined;
  const inSection = [
    ...new Set(context.sectionPaths(marked.item).filter((path) => context.planWorkflows.includes(path))),
  ];
  return inSection.length === 1 ? inSection : undefined;
}

function beforeRunners(words: string): string {
  return words.split(/\bin parallel\b|\bon\s/i)[0] ?? words;
}
