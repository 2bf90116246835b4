import { type Check, type LifecycleStep, lifecycleSteps } from './check.ts';
import type { ClaimContext } from './claim-context.ts';
import { unmarked } from './clauses.ts';
import { containerWorkflows, runtimeNames } from './container-words.ts';
import type { MarkedItem } from './marked-item.ts';
import { isDenied } from './promise.ts';

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
  /\b(?:tests?|tested|testing|implement(?:s|ed)?|exercises?d?|covers?|covered|verif(?:y|ies|ied)|checks?|e2e|end-to-end|lifecycle|runs?)\b/i;
/** Behind a command of a runtime: else its word belongs to another thing ("the docker start script"). */
const commandEnds =
  '(?=\\s*(?:$|[.,;:()])|\\s+(?:tests?|commands?|steps?|calls?|operations?|sequence|flow|lifecycle|in|on|with|for|via|using|from|by|and|as|works?|runs?|is|are|passes|succeeds?|e2e|end-to-end)\\b)';

/** `Implement test for crun create`: the steps of a container's life that an item names, with their runtime. */
export function inferLifecycle(marked: MarkedItem, context: ClaimContext): Check[] {
  const text = unmarked(marked.allWords, marked).replaceAll('`', ' ').replace(/\s+/g, ' ').trim();
  if (!testing.test(text) || isDenied(marked.words) || isOtherwise(text)) return [];
  const named = new Set(
    [...text.matchAll(new RegExp(`(?<![\\w-])(${runtimeNames})\\b`, 'gi'))].map(([name]) =>
      name.toLowerCase(),
    ),
  );
  const [runtime, ...others] = named;
  if (runtime === undefined || others.length > 0) return [];
  const paths = containerWorkflows(marked, context, runtime);
  return stepsIn(text, runtime).map((step) => ({ kind: 'lifecycle-step', runtime, step, paths }));
}

/** Compose makes and stops its containers by itself; what must go wrong is another test; a plan of tests is none. */
function isOtherwise(text: string): boolean {
  return /\bdocker[\s-]compose\b|\b(?:invalid|negative|twice|errors?|missing|bad|wrong)\b|^(?:remove|drop|replace|retire|delete)\b|\btest\s+(?:plans?|cases?\s+list)\b/i.test(
    text,
  );
}

function stepsIn(text: string, runtime: string): readonly LifecycleStep[] {
  if (/\b(?:whole|full|complete|entire)\s+(?:\w+\s+){0,2}life\s?-?cycle\b/i.test(text)) return lifecycleSteps;
  const separator = '(?:\\s*[/,→+]\\s*(?:and\\s+)?|\\s*->\\s*|\\s*,?\\s+(?:and|then)\\s+)';
  const word = `(?:${runtime}\\s+)?(?:${stepWords})\\b(?:\\s+(?:TERM|SIGTERM)\\b)?(?:\\s*\\([^)]*\\))?`;
  const chain = new RegExp(
    `(?<![\\w-])(?:${runtime}\\s+)(${word}(?:${separator}${word})*)${commandEnds}`,
    'gi',
  );
  const listed = new RegExp(`(?<![\\w-])(${word}(?:${separator}${word})+)${commandEnds}`, 'gi');
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
