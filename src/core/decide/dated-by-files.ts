import { assess, type ProgressInput } from '../progress/assess.ts';
import type { Verdict } from '../progress/evidence/evidence.ts';
import { itemKey } from '../progress/plan/plan.ts';

/** Whether evidence says no to what is ticked, or says that it is done. */
export type Standing = 'contradicted' | 'proved';

/** An item with the files whose history tells since when it is as it is. */
export interface DatedItem {
  readonly key: string;
  readonly standing: Standing;
  readonly paths: readonly string[];
}

/** The items that the files alone contradict or prove, each with the files that do; what is contradicted comes first. */
export function datedByFiles(input: ProgressInput): DatedItem[] {
  const plan = input.tracking?.plan;
  const items = assess({ ...input, facts: undefined }).items.flatMap(
    ({ item, evidence, state }): DatedItem[] => {
      const pathsOf = (verdict: Verdict): string[] =>
        evidence.flatMap((piece) => (piece.verdict === verdict ? (piece.path ?? []) : []));
      const key = itemKey(item);
      if (state === 'contradicted') {
        // Also since when it is ticked counts.
        const paths = [...pathsOf('fails'), ...(plan === undefined ? [] : [plan])];
        return [{ key, standing: 'contradicted', paths: [...new Set(paths)] }];
      }
      const isProved = state === 'verified' || state === 'ready to tick';
      return isProved ? [{ key, standing: 'proved', paths: [...new Set(pathsOf('holds'))] }] : [];
    },
  );
  const some = items.filter(({ paths }) => paths.length > 0);
  return some.toSorted((a, b) => a.standing.localeCompare(b.standing));
}
