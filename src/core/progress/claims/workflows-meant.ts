import { isWorkflowPath } from '../../audit/tree.ts';
import type { ClaimContext } from './claim-context.ts';
import { pathsIn } from './infer-files.ts';
import type { MarkedItem } from './marked-item.ts';
import { sameWord, stemsOf } from './topic-words.ts';

/**
 * The workflows that words speak of: by path; else the one whose every word (of its file or its name) is among them,
 * the plan's own first; "CI" is also a workflow with `ci` in its file's name that the plan names. `all` for "CI",
 * "the pipeline" or "all workflows" where nothing tells more; undefined where the words mean no workflow.
 */
export function workflowsMeant(
  words: string,
  marked: MarkedItem,
  context: ClaimContext,
): readonly string[] | 'all' | undefined {
  const named = pathsIn(words, marked)
    .map(([path]) => path)
    .filter(isWorkflowPath);
  if (named.length > 0) return named;
  const stems = stemsOf(words);
  const every =
    /\b(?:all|every|each)\s+(?:\w+\s+)?(?:workflows?|pipelines?|jobs|builds?|checks|tests|suites)\b/i.test(
      words,
    );
  const planned = context.planWorkflows.map((path) => ({ path, names: [fileWords(path)] }));
  // "All checks" are not those of `checks.yml` alone.
  const telling = planned.filter(
    ({ names }) => !every || !names.flat().every((word) => plainWords.has(word)),
  );
  const fromPlan = bestMatches(telling, stems);
  if (fromPlan.length > 0) return fromPlan;
  const isCi = /\bCI\b|\bpipelines?\b/i.test(words);
  const ci = context.planWorkflows.filter((path) => fileWords(path).includes('ci'));
  if (isCi && ci.length > 0) return ci;
  const all = /\b(?:all|every|each|the)\s+(?:\w+\s+)?(?:workflows?|pipelines?|jobs|builds?|checks)\b/i.test(
    words,
  );
  const fromTree = all ? [] : bestMatches(context.workflows.map(withNames), stems);
  if (fromTree.length > 0) return fromTree;
  return isCi || all ? 'all' : undefined;
}

/** Words beside a workflow's own that say no more than that it is a workflow. */
const plainWords = new Set(
  stemsOf(
    'the our all every each a of its ci pipeline pipelines workflow workflows test tests suite suites build builds check checks run runs github actions e2e end job jobs',
  ),
);

/** Whether the words speak of these workflows and of nothing narrower: "lint job in CI" is a part of CI alone. */
export function onlyMeans(
  words: string,
  meant: readonly string[] | 'all',
  { workflows }: ClaimContext,
): boolean {
  const paths = meant === 'all' ? [] : meant;
  const names = workflows.filter(({ path }) => paths.includes(path)).map(({ name }) => name ?? '');
  const own = [...paths.flatMap(fileWords), ...names.flatMap(stemsOf)];
  const rest = stemsOf(words.replace(/⟦\w+⟧/g, ' ').replace(/\b(?:and|to)\b/gi, ' ')).filter(
    (stem) => !own.some((one) => sameWord(one, stem)),
  );
  const narrow = meant !== 'all' && /\bjobs?\b/i.test(words);
  return !narrow && rest.every((stem) => plainWords.has(stem));
}

function withNames({ path, name }: ClaimContext['workflows'][number]): Candidate {
  return { path, names: name === undefined ? [fileWords(path)] : [fileWords(path), stemsOf(name)] };
}

interface Candidate {
  readonly path: string;
  readonly names: readonly (readonly string[])[];
}

/** The candidates of which some name is wholly among the words; of several, those with the most words. */
function bestMatches(candidates: readonly Candidate[], stems: readonly string[]): string[] {
  const scored = candidates.map(({ path, names }) => {
    const whole = names.filter(
      (name) => name.length > 0 && name.every((part) => stems.some((stem) => sameWord(stem, part))),
    );
    return { path, score: Math.max(0, ...whole.map((name) => name.length)) };
  });
  const best = Math.max(0, ...scored.map(({ score }) => score));
  return best === 0 ? [] : scored.filter(({ score }) => score === best).map(({ path }) => path);
}

function fileWords(path: string): string[] {
  const base = (path.split('/').at(-1) ?? '').replace(/\.ya?ml$/, '');
  return stemsOf(base.replace(/[_.-]+/g, ' '));
}
