import { isWorkflowPath } from '../../audit/tree.ts';
import type { ClaimContext } from './claim-context.ts';
import { pathsIn } from './infer-files.ts';
import type { MarkedItem } from './marked-item.ts';

/** The runtimes whose containers items speak of, for a pattern. */
export const runtimeNames = 'crun|runc|youki|podman|docker|pct|lxc|incus';

/**
 * The workflows that the words name; else the one of the item's section that the plan doesn't delete, of several the one
 * with the runtime in its file's name. None where that tells nothing: then any workflow will do.
 */
export function containerWorkflows(
  marked: MarkedItem,
  context: ClaimContext,
  runtime: string | undefined,
): readonly string[] {
  const own = pathsIn(marked.allWords, marked)
    .map(([path]) => path)
    .filter(isWorkflowPath);
  if (own.length > 0) return own;
  const ofSection = [...new Set(context.sectionPaths(marked.item))].filter((path) =>
    context.planWorkflows.includes(path),
  );
  if (ofSection.length === 1) return ofSection;
  const ofRuntime = ofSection.filter((path) => runtime !== undefined && path.toLowerCase().includes(runtime));
  return ofRuntime.length === 1 ? ofRuntime : [];
}
