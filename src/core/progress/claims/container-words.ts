import { isWorkflowPath } from '../../audit/tree.ts';
import type { ClaimContext } from './claim-context.ts';
import { pathsIn } from './infer-files.ts';
import type { MarkedItem } from './marked-item.ts';

/** The runtimes whose containers items speak of, for a pattern. */
export const runtimeNames = 'crun|runc|youki|podman|docker|pct|lxc|incus';

/** A section that names more workflows than this is about all of them. */
const mostOfSection = 3;

/** The workflows that the words name, else those that the item's section names; none where that tells nothing. */
export function containerWorkflows(marked: MarkedItem, context: ClaimContext): readonly string[] {
  const own = pathsIn(marked.allWords, marked)
    .map(([path]) => path)
    .filter(isWorkflowPath);
  if (own.length > 0) return own;
  const ofSection = [...new Set(context.sectionPaths(marked.item).filter(isWorkflowPath))];
  return ofSection.length > mostOfSection ? [] : ofSection;
}
