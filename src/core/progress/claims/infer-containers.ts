import { isWorkflowPath } from '../../audit/tree.ts';
import { type Check, type LifecycleStep, lifecycleSteps } from './check.ts';
import type { ClaimContext } from './claim-context.ts';
import type { MarkedItem } from './marked-item.ts';

const runtimes = 'crun|runc|youki|podman|docker|pct|lxc|incus';
const stepOf: Readonly<Record<string, LifecycleStep>> = {
  create: 'create',
  start: 'start',
  stop: 'stop',
  kill: 'stop',
  delete: 'delete',
  rm: 'delete',
  destroy: 'delete',
};
const stepWords = Object.keys(stepOf).join('|');
const testing =
  /\b(?:tests?|tested|testing|implement(?:s|ed)?|exercises?d?|covers?|covered|verif(?:y|ies|ied)|checks?|e2e|lifecycle|runs?)\b/i;

/** `Implement test for crun create`: the steps of a container's life that an item names, with their runtime. */
export function inferLifecycle(marked: MarkedItem, context: ClaimContext): Check[] {
  const text = marked.item.reading.replaceAll('`', ' ').replace(/\s+/g, ' ');
  if (!testing.test(text)) return [];
  const runtime = new RegExp(`\\b(${runtimes})\\b`, 'i').exec(text)?.[1]?.toLowerCase();
  if (runtime === undefined) return [];
  const paths = workflowsOf(marked, context);
  return stepsIn(text, runtime).map((step) => ({ kind: 'lifecycle-step', runtime, step, paths }));
}

function stepsIn(text: string, runtime: string): readonly LifecycleStep[] {
  if (/\b(?:whole|full|complete|entire)\s+(?:\w+\s+){0,2}life\s?-?cycle\b/i.test(text)) return lifecycleSteps;
  const separator = '(?:\\s*[/,→+]\\s*|\\s*->\\s*|\\s*,?\\s+(?:and|then)\\s+)';
  const word = `(?:${runtime}\\s+)?(?:${stepWords})\\b(?:\\s*\\([^)]*\\))?`;
  const chain = new RegExp(`(?<![\\w-])(?:${runtime}\\s+)(${word}(?:${separator}${word})*)`, 'gi');
  const listed = new RegExp(`(?<![\\w-])(${word}(?:${separator}${word})+)`, 'gi');
  const stretches = [...text.matchAll(chain), ...text.matchAll(listed)].map(([, stretch = '']) => stretch);
  const named = stretches.flatMap((stretch) =>
    [
      ...stretch
        .replace(/\([^)]*\)/g, ' ')
        .toLowerCase()
        .matchAll(new RegExp(`\\b(${stepWords})\\b`, 'g')),
    ].map(([, step = '']) => stepOf[step]),
  );
  return lifecycleSteps.filter((step) => named.includes(step));
}

/** `Add clean-up logic for test containers`. */
export function inferCleanUp(marked: MarkedItem, context: ClaimContext): Check[] {
  if (!/\bclean(?:s|ed|ing)?[\s-]?up\b|\btear(?:s|ed|ing)?[\s-]?down\b/i.test(marked.words)) return [];
  const ofContainers =
    /\bcontainers?\b/i.test(marked.allWords) ||
    new RegExp(`\\b(?:${runtimes})\\b`, 'i').test(marked.allWords);
  const nothingElse =
    /^(?:(?:add|implement|write)\s+)?(?:\w+\s+)?clean[\s-]?up(?:\s+(?:logic|steps?|code|jobs?))?$/i;
  const amongSteps =
    nothingElse.test(marked.words) &&
    context.earlierChecks(marked.item).some(({ kind }) => kind === 'lifecycle-step');
  if (!ofContainers && !amongSteps) return [];
  return [{ kind: 'container-clean-up', paths: workflowsOf(marked, context) }];
}

/** The workflows that an item names, else those that its section names. */
function workflowsOf(marked: MarkedItem, context: ClaimContext): readonly string[] {
  const own = marked.paths.map(([path]) => path).filter(isWorkflowPath);
  return own.length > 0 ? own : [...new Set(context.sectionPaths(marked.item).filter(isWorkflowPath))];
}
