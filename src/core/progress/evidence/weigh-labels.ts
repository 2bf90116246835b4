import { type LabelSet, labelSetKey, showLabelSet } from '../../workflow/label-set.ts';
import type { Job, Workflow } from '../../workflow/model.ts';
import type { Check, NamedRunner } from '../claims/check.ts';
import { type Evidence, evidence } from './evidence.ts';
import { type JobPlacement, placementOf } from './job-placement.ts';
import { takes } from './runner-identity.ts';
import type { WeighInput } from './weigh-input.ts';
import { canRun, isFor } from './weigh-matrix.ts';

type LabelsCheck = Extract<Check, { kind: 'labels-used' }>;

interface Placement extends JobPlacement {
  readonly workflow: Workflow;
  readonly job: Job;
}

/** Whether some job of a workflow that GitHub accepts asks for each of the label sets, or for an alias of it. */
export function weighLabels({ kind, labelSets }: LabelsCheck, input: WeighInput): Evidence[] {
  const placements = placementsIn(input);
  return labelSets.map((sought) => {
    const shown = `\`${showLabelSet(sought)}\``;
    for (const placement of placements) {
      const set = placement.certain.find((one) => meets(one, sought, input.runners));
      if (set === undefined) continue;
      const by = labelSetKey(set) === labelSetKey(sought) ? '' : `, by \`${showLabelSet(set)}\``;
      const detail = `job \`${placement.job.id}\` of \`${placement.workflow.path}\` asks for ${shown}${by}`;
      return evidence(kind, 'holds', detail, placeOf(placement));
    }
    const unclear = placements.find(({ because }) => because !== undefined);
    return unclear === undefined
      ? evidence(kind, 'fails', `no job asks for ${shown}`)
      : evidence(kind, 'unknown', `where job \`${unclear.job.id}\` runs is not known`, placeOf(unclear));
  });
}

function placementsIn({ repository }: WeighInput): Placement[] {
  return repository.workflows
    .filter(({ problems }) => problems.length === 0)
    .flatMap((workflow) =>
      workflow.jobs
        .filter(canRun)
        .map((job) => ({ workflow, job, ...placementOf(workflow, job, repository.workflows) })),
    );
}

function meets(asked: LabelSet, sought: LabelSet, runners: readonly NamedRunner[]): boolean {
  if (labelSetKey(asked) === labelSetKey(sought)) return true;
  const labels = new Set(asked.labels.map((label) => label.toLowerCase()));
  if (sought.labels.every((label) => labels.has(label.toLowerCase()))) return true;
  const meant = runners.filter((runner) => takes(runner, sought.labels));
  const [runner] = meant;
  return meant.length === 1 && runner !== undefined && isFor(runner, asked, runners);
}

function placeOf({ workflow, job }: Placement): Pick<Evidence, 'path' | 'line'> {
  const { line } = workflow.source.positionAt((job.runsOn?.span ?? job.idSpan).start);
  return { path: workflow.path, line };
}
