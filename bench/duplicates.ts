import { defaultPolicy } from '../src/core/policy/default-policy.ts';
import duplicateWorkflow from '../src/core/rules/duplicate-workflow.ts';
import type { Workflow } from '../src/core/workflow/model.ts';
import { parseWorkflow } from '../src/core/workflow/parse-workflow.ts';
import { syntheticWorkflows } from './synthetic.ts';

/** What looking for duplicates among so many workflows took, parsing left out. */
export interface DuplicatesFigure {
  readonly workflows: number;
  readonly milliseconds: number;
}

/** Measures `duplicate-workflow` alone on synthetic workflows of which every tenth is a copy under another name. */
export function benchDuplicates(sizes: readonly number[]): DuplicatesFigure[] {
  measure(100);
  return sizes.map((workflows) => ({ workflows, milliseconds: measure(workflows) }));
}

function measure(count: number): number {
  const workflows = parsedWorkflows(count);
  const repository = {
    visibility: 'private' as const,
    remoteActions: new Map(),
    workflows,
    policy: defaultPolicy,
    file: () => undefined,
  };
  const options = duplicateWorkflow.options.parse({});
  const start = performance.now();
  const found = [...(duplicateWorkflow.repository?.({ repository, options }) ?? [])].length;
  const milliseconds = performance.now() - start;
  if (found < Math.floor(count / 10))
    throw new Error(`Only ${found} of the copies among ${count} workflows were found.`);
  return milliseconds;
}

function parsedWorkflows(count: number): Workflow[] {
  const originals = syntheticWorkflows(Math.ceil(count * 0.9));
  const files = originals.flatMap((entry) => (entry.kind === 'text' ? [entry] : []));
  const copies = files.slice(0, count - files.length).map((file) => ({
    ...file,
    path: file.path.replace('package-', 'copy-of-package-'),
    id: `${file.id}-copy`,
    text: file.text.replace(/^name: .*$/m, 'name: Once more'),
  }));
  return [...files, ...copies].map(parseWorkflow).sort((a, b) => (a.path < b.path ? -1 : 1));
}
