import type { ScalarNode, Trigger, Workflow } from './model.ts';

/** Why an event that a workflow waits for never comes, in words; undefined where it may. */
export function whyNeverFires(trigger: Trigger, workflows: readonly Workflow[]): string | undefined {
  const { event, branches, branchesIgnore, tags, tagsIgnore, pathsIgnore, types } = trigger;
  if (event === 'workflow_run') return nothingToWaitFor(trigger, workflows);
  if (matchesNothing(types)) return `it takes no type of \`${event}\``;
  if (event !== 'push' && event !== 'pull_request' && event !== 'pull_request_target') return undefined;
  if (matchesAll(pathsIgnore)) return `it ignores every path of a \`${event}\``;
  const noBranch = matchesNothing(branches) || matchesAll(branchesIgnore);
  // With a filter of branches only, pushes of tags don't count, and the other way round.
  const noTag =
    (tags === undefined && tagsIgnore === undefined) || matchesNothing(tags) || matchesAll(tagsIgnore);
  if (noBranch && (event !== 'push' || noTag)) return `its filters match no \`${event}\``;
  return undefined;
}

/** A workflow is waited for by its name, which is its path where it has none. */
function nothingToWaitFor({ workflows: names }: Trigger, workflows: readonly Workflow[]): string | undefined {
  if (names === undefined || names.length === 0) return undefined;
  const there = new Set(workflows.map((workflow) => workflow.name?.text ?? workflow.path));
  const missing = names.filter(({ text }) => !there.has(text));
  if (missing.length < names.length) return undefined;
  return `there is no workflow named ${missing.map(({ text }) => `\`${text}\``).join(' or ')} whose end it waits for`;
}

function matchesAll(patterns: readonly ScalarNode[] | undefined): boolean {
  return patterns !== undefined && patterns.at(-1)?.text === '**';
}

/** Only patterns that take away. */
function matchesNothing(patterns: readonly ScalarNode[] | undefined): boolean {
  return patterns !== undefined && patterns.length > 0 && patterns.every(({ text }) => text.startsWith('!'));
}
