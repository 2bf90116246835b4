import type { Workflow } from '../../workflow/model.ts';
import type { Evidence } from './evidence.ts';
import type { WeighInput } from './weigh-input.ts';

/** Why a path is no workflow that GitHub would run; undefined where it is one. */
export function whyNoWorkflow(
  path: string,
  { repository, tree }: Pick<WeighInput, 'repository' | 'tree'>,
): { readonly detail: string; readonly place: Pick<Evidence, 'path' | 'line'> } | undefined {
  const workflow = workflowAt(path, repository);
  if (workflow === undefined) {
    const entry = tree.get(path);
    const detail =
      entry?.kind === 'unreadable' ? `\`${path}\` cannot be read: ${entry.why}` : `\`${path}\` is not there`;
    return { detail, place: { path } };
  }
  const [problem] = workflow.problems;
  if (problem === undefined) return undefined;
  const { line } = workflow.source.positionAt(problem.span.start);
  const remedy = problem.remedy === undefined ? '' : ` (${problem.remedy})`;
  return {
    detail: `GitHub refuses \`${path}\`, so it proves nothing: ${problem.message}${remedy}`,
    place: { path, line },
  };
}

/** The workflow at a path. */
export function workflowAt(path: string, { workflows }: WeighInput['repository']): Workflow | undefined {
  return workflows.find((workflow) => workflow.path === path);
}
