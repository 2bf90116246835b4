import type { Repository } from '../audit/repository.ts';
import { remembered } from '../remembered.ts';
import type { ParsedFiles } from '../shell/parsed-files.ts';
import { filesOf } from '../shell/repository-files.ts';
import { shellOf } from '../shell/shell-of.ts';
import type { SourceText } from '../source/source-text.ts';
import { noContexts } from '../workflow/contexts.ts';
import type { LabelSet } from '../workflow/label-set.ts';
import type { Job, Step, ValueNode, Workflow } from '../workflow/model.ts';
import { scalarAt } from '../workflow/node-access.ts';
import { resolveNode } from '../workflow/resolve-node.ts';
import { actionKind } from './action-needs.ts';
import type { CapabilityNeed, CapabilityNeeds } from './capability-need.ts';
import { capabilityByCommand, commandNeeds, mentionsAny } from './command-needs.ts';

/** Composite actions may use each other ten deep (docs.github.com, "Creating a composite action"). */
const maxDepth = 10;

/** What is known of a job besides its file. */
export interface GivenOfJob {
  readonly labelSets?: readonly LabelSet[];
  /** Leaves out steps that don't run, in one leg of a matrix for instance. */
  readonly runs?: (step: Step) => boolean;
}

/** What a job needs of its runner: from its container and services, the actions it uses and the commands it runs. */
export function needsOf(
  place: { readonly workflow: Workflow; readonly job: Job },
  repository: Repository,
  given: GivenOfJob = {},
): CapabilityNeeds {
  const { workflow, job } = place;
  const collector = new NeedCollector(repository, given, filesFor(repository)(workflow));
  collector.container(job.container, workflow.source);
  const [service] = job.services;
  if (service !== undefined) {
    collector.need({
      capability: 'docker',
      at: { source: workflow.source, span: service.key.span },
      because: `its service \`${service.key.text}\` runs in a container`,
    });
  }
  collector.steps(job.steps, { source: workflow.source, ...place }, 0);
  return collector;
}

/** The files that a workflow's jobs may run; those are looked into that name a command which tells something. */
const filesFor = remembered((repository: Repository) => {
  const isTelling = tellsOf(capabilityByCommand(repository.policy));
  return remembered((workflow: Workflow) => filesOf({ repository, workflow }, isTelling));
});

const tellsOf = remembered((byCommand: ReadonlyMap<string, string>) =>
  remembered(({ text }: SourceText) => mentionsAny(text, byCommand)),
);

interface StepsPlace {
  readonly source: SourceText;
  /** Missing within composite actions, whose steps take no defaults from the job. */
  readonly workflow?: Workflow;
  readonly job?: Job;
}

class NeedCollector implements CapabilityNeeds {
  readonly lookedFor = new Set<string>();
  readonly #installed = new Set<string>();
  readonly #byCapability = new Map<string, CapabilityNeed>();
  readonly #unread = new Set<string>();
  readonly #byCommand: ReadonlyMap<string, string>;
  readonly #repository: Repository;
  readonly #given: GivenOfJob;
  readonly #files: ParsedFiles;

  constructor(repository: Repository, given: GivenOfJob, files: ParsedFiles) {
    this.#repository = repository;
    this.#given = given;
    this.#files = files;
    this.#byCommand = capabilityByCommand(repository.policy);
  }

  get needs(): readonly CapabilityNeed[] {
    return [...this.#byCapability.values()].filter(({ capability }) => !this.#installed.has(capability));
  }

  get unread(): readonly string[] {
    return [...this.#unread];
  }

  need(need: CapabilityNeed): void {
    if (!this.#byCapability.has(need.capability)) this.#byCapability.set(need.capability, need);
  }

  container(container: ValueNode | undefined, source: SourceText): void {
    const image = container?.kind === 'mapping' ? scalarAt(container, 'image') : container;
    if (image === undefined) return;
    const value = resolveNode(image, noContexts);
    // An empty image means no container; one that an expression gives may be empty in some legs.
    if (value.kind === 'known' && (value.value === '' || value.value === null)) return;
    this.need({ capability: 'docker', at: { source, span: image.span }, because: 'it runs in a container' });
  }

  steps(steps: readonly Step[], place: StepsPlace, depth: number): void {
    for (const step of steps) {
      if (depth === 0 && this.#given.runs?.(step) === false) continue;
      if (step.uses !== undefined) this.#action(step, place, depth);
      if (step.run === undefined) continue;
      const shell = shellOf({ ...place, step }, this.#given.labelSets);
      const { workflow, job } = place;
      const directory =
        step.workingDirectory ??
        (job ?? workflow)?.defaults.workingDirectory ??
        workflow?.defaults.workingDirectory;
      const among = { files: this.#files, directory: directory?.text ?? '' };
      const found = commandNeeds({ node: step.run, source: place.source, shell, among }, this.#byCommand);
      for (const need of found.needs) this.need(need);
      for (const capability of found.lookedFor) this.lookedFor.add(capability);
      for (const capability of found.installed) this.#installed.add(capability);
    }
  }

  #action({ uses }: Step, { source }: StepsPlace, depth: number): void {
    if (uses === undefined) return;
    const action = actionKind(uses, this.#repository);
    if (action.kind === 'unread') this.#unread.add(uses.text);
    if (action.kind === 'brings') this.#installed.add(action.capability);
    if (action.kind === 'composite') {
      if (depth < maxDepth) this.steps(action.steps, { source: action.source }, depth + 1);
      return;
    }
    if (action.kind !== 'docker' && action.kind !== 'needs') return;
    const capability = action.kind === 'docker' ? 'docker' : action.capability;
    const because =
      action.kind === 'docker'
        ? `the action \`${uses.text}\` needs Docker`
        : `the policy says so of the action \`${uses.text}\``;
    this.need({ capability, at: { source, span: uses.span }, because });
  }
}
