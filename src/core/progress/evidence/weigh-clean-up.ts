import { runJob } from '../../cleanup/job-run.ts';
import type { ShellPlace } from '../../shell/script-text.ts';
import type { Workflow } from '../../workflow/model.ts';
import type { Check } from '../claims/check.ts';
import { type Evidence, evidence } from './evidence.ts';
import { placementOf } from './job-placement.ts';
import { lineOfPlace } from './line-of-place.ts';
import type { WeighInput } from './weigh-input.ts';
import { whyNoWorkflow, workflowAt } from './why-no-workflow.ts';

type CleanUpCheck = Extract<Check, { kind: 'container-clean-up' }>;

const rule = 'missing-container-cleanup';

/** Whether workflows make containers and remove them on every path, as the audit's rule judges it. */
export function weighCleanUp({ kind, paths }: CleanUpCheck, input: WeighInput): Evidence[] {
  const refused = paths.map((path) => whyNoWorkflow(path, input)).find((why) => why !== undefined);
  if (refused !== undefined) return [evidence(kind, 'fails', refused.detail, refused.place)];
  const workflows =
    paths.length === 0
      ? input.repository.workflows.filter(({ problems }) => problems.length === 0)
      : paths.flatMap((path) => workflowAt(path, input.repository) ?? []);
  const found = input
    .findingsOf(rule, 'everywhere')
    .filter(({ path }) => workflows.some((workflow) => workflow.path === path));
  const leak = found.find(({ severity }) => severity !== 'note');
  if (leak !== undefined) {
    return [evidence(kind, 'fails', leak.message, { path: leak.path, line: leak.start.line })];
  }
  const doubt = found[0];
  if (doubt !== undefined) {
    return [evidence(kind, 'unknown', doubt.message, { path: doubt.path, line: doubt.start.line })];
  }
  return [cleaned(workflows, paths, input)];
}

function cleaned(workflows: readonly Workflow[], paths: readonly string[], input: WeighInput): Evidence {
  const kind = 'container-clean-up';
  const making = workflows.flatMap((workflow) =>
    containersOf(workflow, input).map((removal) => ({ workflow, removal })),
  );
  const [first] = making;
  if (first === undefined) {
    const detail =
      paths.length === 0 ? 'no workflow makes a container' : `\`${paths[0] ?? ''}\` makes no container`;
    return evidence(kind, 'fails', `${detail}, so there is nothing that clean-up could be of`, pathOf(paths));
  }
  const { workflow, removal } = making.find((one) => one.removal !== undefined) ?? first;
  const { path, source } = workflow;
  return removal === undefined
    ? evidence(kind, 'holds', `the containers of \`${path}\` remove themselves`, { path })
    : evidence(kind, 'holds', `\`${path}\` removes what it creates on every path`, {
        path,
        line: lineOfPlace(removal, source),
      });
}

/** For each container that a workflow makes, the first command that removes it somewhere. */
function containersOf(workflow: Workflow, { repository }: WeighInput): (ShellPlace | undefined)[] {
  return workflow.jobs.flatMap((job) => {
    const labelSets = placementOf(workflow, job, repository.workflows).certain;
    const { domain } = runJob({ repository, workflow, job, labelSets });
    return domain.containers.map(({ id }) => domain.removals.get(id)?.[0]?.at);
  });
}

function pathOf([path]: readonly string[]): { path?: string } {
  return path === undefined ? {} : { path };
}
