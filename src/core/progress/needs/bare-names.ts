import { markItem } from '../claims/marked-item.ts';
import { normalPath } from '../claims/path-words.ts';
import type { Plan } from '../plan/plan.ts';

/** Whether an item names a file without its folder that no item names in full: only the repository's paths tell where it is. */
export function namesBareFiles(plan: Pick<Plan, 'items'>): boolean {
  const written = new Set(plan.items.flatMap((item) => markItem(item, (word) => [word]).written));
  const full = [...written].filter((path) => path.includes('/'));
  return [...written].some(
    (path) => !normalPath(path).includes('/') && !full.some((one) => one.endsWith(`/${path}`)),
  );
}
