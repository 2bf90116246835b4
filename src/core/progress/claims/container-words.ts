import { isWorkflowPath } from '../../audit/tree.ts';
import type { ClaimContext } from './claim-context.ts';
import { pathsIn } from './infer-files.ts';
import type { MarkedItem } from './marked-item.ts';

/** The runtimes whose containers items speak of, for a pattern. */
export const runtimeNames = 'crun|runc|youki|podman|docker|pct|lxc|incus';

/** The workflows that the words name, else those that the item's section names. */
export function containerWorkflows(marked: MarkedItem, context: ClaimContext): readonly string[] {
  const own = pathsIn(marked.allWords, marked)
    .map(([path]) => path)
    .filter(isWorkflowPath);
  return own.length > 0 ? own : [...new Set(context.sectionPaths(marked.item).filter(isWorkflowPath))];
}
