import type { Policy } from '../policy/policy.ts';
import { SourceText } from '../source/source-text.ts';
import type { Workflow } from '../workflow/model.ts';
import type { Repository, RepositoryFacts } from './repository.ts';
import { isWorkflowPath, type Tree } from './tree.ts';
import type { WorkflowCache } from './workflow-cache.ts';

/** A tree's workflows, parsed or taken from the cache, with its other files at hand. */
export function parseRepository(
  tree: Tree,
  known: { readonly policy: Policy; readonly facts: RepositoryFacts },
  cache: WorkflowCache,
): Repository {
  const sources = new Map<string, SourceText>();
  return {
    ...known.facts,
    policy: cache.interned.policy(known.policy),
    workflows: cache.interned.workflows(workflowsOf(tree, cache)),
    file(path) {
      const kept = sources.get(path);
      if (kept !== undefined) return kept;
      const entry = tree.get(path);
      if (entry?.kind !== 'text') return undefined;
      const source = new SourceText(path, entry.text);
      sources.set(path, source);
      return source;
    },
  };
}

function workflowsOf(tree: Tree, cache: WorkflowCache): Workflow[] {
  return [...tree.values()]
    .filter((entry) => isWorkflowPath(entry.path))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1))
    .map((entry) => cache.parse(entry));
}
