import { remembered } from '../remembered.ts';
import type { ScalarNode, Trigger, Workflow } from './model.ts';

/** Where a workflow stands; the others are asked for only where they matter. */
interface Neighbours {
  readonly workflows: readonly Workflow[];
}

/** Why an event that a workflow waits for never comes, in words; undefined where it may. */
export function whyNeverFires(trigger: Trigger, repository: Neighbours): string | undefined {
  const { event, branches, branchesIgnore, tags, tagsIgnore, pathsIgnore, types } = trigger;
  if (event === 'workflow_run') return nothingToWaitFor(trigger, repository);
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

/** Thousands of workflows may wait for one another. */
const namesOf = remembered(
  (workflows: readonly Workflow[]): ReadonlySet<string> =>
    new Set(workflows.map((workflow) => workflow.name?.text ?? workflow.path)),
);

/** A workflow is waited for by its name, which is its path where it has none. */
function nothingToWaitFor({ workflows: names }: Trigger, repository: Neighbours): string | undefined {
  if (names === undefined || names.length === 0) return undefined;
  const there = namesOf(repository.workflows);
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
