import type { Repository } from '../audit/repository.ts';
import { clipText } from '../report/clip.ts';
import { callIndex } from '../workflow/callers.ts';
import { type LabelSet, labelSetKey } from '../workflow/label-set.ts';
import { runnerKind } from '../workflow/runner-kind.ts';
import type { RunsOn } from '../workflow/runs-on.ts';
import { resolveRunsOnThroughCallers } from '../workflow/runs-on-through-callers.ts';

/** Labels that every self-hosted runner of its kind carries: they name none. */
const generic = new Set(['self-hosted', 'linux', 'windows', 'macos', 'x64', 'x86', 'arm', 'arm64']);

/** A name is for people: nobody reads a longer one. */
const longestName = 100;

/** A first policy. */
export interface InitialPolicy {
  readonly text: string;
  /** How many runners it declares. */
  readonly runners: number;
  /** How many labels it names of runners that may be one's own or another's. */
  readonly unsure: number;
  /** How many jobs ask for labels of which not all are known: for a runner of one's own, maybe. */
  readonly unread: number;
}

/**
 * A policy's text that declares the runners which the workflows already use, as far as their labels say that they are
 * one's own, and names the others: declared, a larger runner of GitHub's would count as one of one's own.
 */
export function initialPolicy(repository: Repository): InitialPolicy {
  const places = placesOf(repository);
  const used = mostSpecific(usedLabelSets(places, repository));
  const sets = used.filter((set) => runnerKind(set, repository.policy) === 'self-hosted');
  const taken = new Set<string>();
  const entries = sets.map((set) => {
    const name = nameFor(set, taken);
    taken.add(name);
    return `  ${asText(name)}: { labels: [${set.labels.map(asText).join(', ')}] }`;
  });
  const unsure = unsureLabels(
    used.filter((set) => !sets.includes(set)),
    sets,
  );
  const runners = entries.length === 0 ? ['runners: {}'] : [howToDeclare, 'runners:', ...entries];
  const rules = knownRunners(unsure);
  const ending = rules.length === 0 ? ofRules : ['rules:', ...rules];
  const untold = entries.length > 1 ? whereTheyDiffer : [];
  const text = [...heading, 'version: 1', ...runners, ...ending, ...untold, ''].join('\n');
  const unread = places.filter(({ known }) => !known).length;
  return { text, runners: entries.length, unsure: unsure.length, unread };
}

const heading = [
  '# yaml-language-server: $schema=https://raw.githubusercontent.com/ci-warden/ci-warden/main/schema/ci-warden.schema.json',
  '# The policy of CI Warden. It is read from the default branch: a pull request cannot change its own check.',
];
const howToDeclare =
  "# For each runner, say what jobs find on it, as provides: [crun, docker]. Leave it out where you don't know.";
const ofRules = ['# rules:', '#   duplicate-workflow: error # or off, note, warning, or settings'];
/** Labels alone don't tell whether two machines can do the same. */
const whereTheyDiffer = [
  '#   missing-runner-matrix: warning # until each runner says what it provides, if two differ in what no label tells',
];

function knownRunners(labels: readonly string[]): readonly string[] {
  if (labels.length === 0) return [];
  return [
    "  # Whose runners these labels name cannot be known: larger ones of GitHub's, a service's, or yours. Declare above",
    '  # what is yours.',
    '  unknown-runner:',
    '    known:',
    ...labels.map((label) => `      - ${asText(label)}`),
  ];
}

/** The labels that tell these runners from others, without those that one's own carry, too. */
function unsureLabels(sets: readonly LabelSet[], own: readonly LabelSet[]): readonly string[] {
  const carried = new Set(own.flatMap(({ labels }) => labels.map((label) => label.toLowerCase())));
  const isTelling = (label: string) => !generic.has(label.toLowerCase()) && !carried.has(label.toLowerCase());
  const labels = sets.flatMap((set) => {
    const telling = set.labels.filter(isTelling);
    return telling.length > 0 ? telling : set.labels;
  });
  return [...new Set(labels)].sort();
}

/** What YAML could take for something else than text is quoted. */
function asText(name: string): string {
  const isPlain = /^[a-z][\w.-]*$/i.test(name) && !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(name);
  return isPlain ? name : JSON.stringify(name);
}

/** Where each job runs, calls of reusable workflows left aside. */
function placesOf({ workflows }: Repository): readonly RunsOn[] {
  const index = callIndex(workflows);
  return workflows.flatMap((workflow) =>
    workflow.jobs
      .filter(({ runsOn }) => runsOn !== undefined)
      .map((job) => resolveRunsOnThroughCallers(workflow, job, index)),
  );
}

function usedLabelSets(places: readonly RunsOn[], { policy }: Repository): LabelSet[] {
  const used = places
    .flatMap(({ labelSets }) => labelSets)
    .filter((set) => set.labels.length > 0 && runnerKind(set, policy) !== 'hosted');
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
