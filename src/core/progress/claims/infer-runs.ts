import { isWorkflowPath } from '../../audit/tree.ts';
import { askedRunners } from './asked-runners.ts';
import type { Check } from './check.ts';
import type { ClaimContext } from './claim-context.ts';
import type { MarkedItem } from './marked-item.ts';
import { workflowsMeant } from './workflows-meant.ts';

const operational =
  /\b(?:operational|online|up and running|available|healthy|reachable|connected|registered|running|idle|installed and configured)\b/i;

/** `Both runners operational`, `Register runner x`. */
export function inferOperational(marked: MarkedItem, context: ClaimContext): Check[] {
  if (!/\brunners?\b/i.test(marked.words)) return [];
  const stated = operational.test(marked.words);
  const done = /^(?:install|register|set\s?up|connect|start|bring up)(?:s|ed|d)?\b/i.test(marked.words);
  if ((!stated && !done) || /\b(?:workflows?|jobs?|tests?|matrix)\b/i.test(marked.words)) return [];
  const runners = askedRunners(marked, context.runners);
  return runners === undefined ? [] : [{ kind: 'runners-operational', runners }];
}

/** `Matrix workflows execute in parallel on both runners`. */
export function inferParallel(marked: MarkedItem, context: ClaimContext): Check[] {
  if (!/\b(?:in parallel|parallel|concurrently|simultaneously|at the same time)\b/i.test(marked.words))
    return [];
  if (!/\b(?:run|runs|running|execute[sd]?|executing|execution)\b/i.test(marked.words)) return [];
  const runners = askedRunners(marked, context.runners);
  if (runners === undefined) return [];
  const meant = workflowsMeant(beforeRunners(marked.words), marked, context);
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

/** `Crun E2E tests pass on both runners`, `CI passes`: the words before "pass" say which workflow. */
export function inferPasses(marked: MarkedItem, context: ClaimContext): Check[] {
  const groups =
    /(?<subject>[^;.]*?)\s+(?:now\s+|all\s+|is\s+|are\s+|still\s+)*(?:pass(?:es|ed|ing)?|succeed(?:s|ed)?|green)\b(?<rest>.*)$/i.exec(
      marked.words.replace(/\b(?:run|runs)\s+successfully\b/i, 'succeed'),
    )?.groups;
  if (groups === undefined || /\blocally\b|\bnot\s*$/i.test(`${groups.rest} ${groups.subject}`)) return [];
  const subject = (groups.subject ?? '').split(/\s+and\s+|,\s+/).at(-1) ?? '';
  const runners = /\brunners?\b/i.test(groups.rest ?? '') ? askedRunners(marked, context.runners) : undefined;
  const meant = workflowsMeant(subject, marked, context);
  if (runners === undefined) {
    return meant === undefined ? [] : [{ kind: 'workflow-passed', paths: meant === 'all' ? [] : meant }];
  }
  const paths = meant === 'all' ? withMatrix(context) : (meant ?? sectionWorkflow(marked, context));
  return paths === undefined ? [] : [{ kind: 'passed-on-every-runner', paths, runners }];
}

/** `Tests pass on both runners` in a section about one workflow: that workflow's. */
function sectionWorkflow(marked: MarkedItem, context: ClaimContext): readonly string[] | undefined {
  const inSection = [...new Set(context.sectionPaths(marked.item).filter(isWorkflowPath))];
  return inSection.length === 1 ? inSection : undefined;
}

function beforeRunners(words: string): string {
  return words.split(/\bin parallel\b|\bon\s/i)[0] ?? words;
}
