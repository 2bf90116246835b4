import { assess, type ProgressInput } from '../progress/assess.ts';
import { itemKey } from '../progress/plan/plan.ts';
import type { Progress } from '../progress/progress.ts';

/** An item with the files whose history tells since when it is as it is. */
export interface DatedItem {
  readonly key: string;
  readonly paths: readonly string[];
}

/** The ticked items that the files alone contradict, each with the files that do. */
export function contradictedByFiles(progress: Progress, input: ProgressInput): DatedItem[] {
  if (progress.counts.contradicted === 0) return [];
  const plan = input.tracking?.plan;
  return assess({ ...input, facts: undefined })
    .items.filter(({ state }) => state === 'contradicted')
    .map(({ item, evidence }) => {
      const failing = evidence.flatMap(({ verdict, path }) => (verdict === 'fails' ? (path ?? []) : []));
      return { key: itemKey(item), paths: [...new Set([...failing, ...(plan === undefined ? [] : [plan])])] };
    })
    .filter(({ paths }) => paths.length > 0);
}
