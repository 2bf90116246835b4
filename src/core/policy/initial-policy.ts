import type { Repository } from '../audit/repository.ts';
import { clipText } from '../report/clip.ts';
import { callIndex } from '../workflow/callers.ts';
import { type LabelSet, labelSetKey } from '../workflow/label-set.ts';
import { runnerKind } from '../workflow/runner-kind.ts';
import { resolveRunsOnThroughCallers } from '../workflow/runs-on-through-callers.ts';

/** Labels that every self-hosted runner of its kind carries: they name none. */
const generic = new Set(['self-hosted', 'linux', 'windows', 'macos', 'x64', 'x86', 'arm', 'arm64']);

/** A name is for people: nobody reads a longer one. */
const longestName = 100;

/** A policy's text that declares the runners which the workflows already use, and how many these are. */
export function initialPolicy(repository: Repository): { readonly text: string; readonly runners: number } {
  const sets = mostSpecific(usedLabelSets(repository));
  const taken = new Set<string>();
  const entries = sets.map((set) => {
    const name = nameFor(set, taken);
    taken.add(name);
    const isCertain = runnerKind(set, repository.policy) === 'self-hosted';
    const labels = set.labels.map(asText).join(', ');
    return `  ${asText(name)}: { labels: [${labels}] }${isCertain ? '' : ' # is this a runner of yours? If not, remove it'}`;
  });
  const runners = entries.length === 0 ? ['runners: {}'] : ['runners:', ...entries];
  return { text: [...heading, 'version: 1', ...runners, ...ending, ''].join('\n'), runners: entries.length };
}

const heading = [
  '# yaml-language-server: $schema=https://raw.githubusercontent.com/ci-warden/ci-warden/main/schema/ci-warden.schema.json',
  '# The policy of CI Warden. It is read from the default branch: a pull request cannot change its own check.',
  "# For each runner, say what jobs find on it, as provides: [crun, docker]. Leave it out where you don't know.",
];
const ending = ['# rules:', '#   duplicate-workflow: error # or off, note, warning, or settings'];

/** What YAML could take for something else than text is quoted. */
function asText(name: string): string {
  const isPlain = /^[a-z][\w.-]*$/i.test(name) && !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(name);
  return isPlain ? name : JSON.stringify(name);
}

function usedLabelSets(repository: Repository): LabelSet[] {
  const index = callIndex(repository.workflows);
  const used = repository.workflows
    .flatMap((workflow) =>
      workflow.jobs.flatMap((job) => resolveRunsOnThroughCallers(workflow, job, index).labelSets),
    )
    .filter((set) => set.labels.length > 0 && runnerKind(set, repository.policy) !== 'hosted');
  return [...new Map(used.map((set) => [labelSetKey(set), set])).values()];
}

/** A set that is part of another asks for any runner that has these labels: it is no runner of its own. */
function mostSpecific(sets: readonly LabelSet[]): LabelSet[] {
  const isPartOf = (one: LabelSet, other: LabelSet) => {
    const labels = new Set(other.labels.map((label) => label.toLowerCase()));
    return labels.size > one.labels.length && one.labels.every((label) => labels.has(label.toLowerCase()));
  };
  return sets.filter((set) => !sets.some((other) => isPartOf(set, other)));
}

function nameFor({ labels }: LabelSet, taken: ReadonlySet<string>): string {
  const telling = labels.filter((label) => !generic.has(label.toLowerCase()));
  const whole = telling.length === 0 ? labels.join('-') : telling.join('-');
  // YAML has no longer keys than 1,024 characters, and the policy none of this name.
  const name = whole === '__proto__' ? 'runner' : clipText(whole, longestName);
  let free = name;
  for (let number = 2; taken.has(free); number += 1) free = `${name}-${number}`;
  return free;
}
