import type { Check } from '../claims/check.ts';
import { createsOrRemoves } from './container-work.ts';
import { type Evidence, evidence } from './evidence.ts';
import type { WeighInput } from './weigh-input.ts';
import { whyNoWorkflow, workflowAt } from './why-no-workflow.ts';

type CleanUpCheck = Extract<Check, { kind: 'container-clean-up' }>;

const rule = 'missing-container-cleanup';

/** Whether containers that workflows create are removed on every path, as the audit's rule judges it. */
export function weighCleanUp({ kind, paths }: CleanUpCheck, input: WeighInput): Evidence[] {
  const refused = paths.map((path) => whyNoWorkflow(path, input)).find((why) => why !== undefined);
  if (refused !== undefined) return [evidence(kind, 'fails', refused.detail, refused.place)];
  const workflows =
    paths.length === 0
      ? input.repository.workflows.filter(({ problems }) => problems.length === 0)
      : paths.flatMap((path) => workflowAt(path, input.repository) ?? []);
  const leaks = input
    .findingsOf(rule, 'everywhere')
    .filter(
      ({ path, severity }) => severity !== 'note' && workflows.some((workflow) => workflow.path === path),
    );
  const [leak] = leaks;
  if (leak !== undefined) {
    return [evidence(kind, 'fails', leak.message, { path: leak.path, line: leak.start.line })];
  }
  const work = workflows.map((workflow) => ({ workflow, ...createsOrRemoves(workflow) }));
  const removing = work.find(({ creates, removes }) => creates && removes !== undefined);
  if (removing?.removes !== undefined) {
    const { path, source } = removing.workflow;
    const { line } = source.positionAt(removing.removes.start);
    return [evidence(kind, 'holds', `\`${path}\` removes what it creates on every path`, { path, line })];
  }
  const where = paths.length === 0 ? 'no workflow' : `\`${paths[0] ?? ''}\``;
  const verb = paths.length === 0 ? 'creates' : 'does not create';
  if (work.some(({ creates }) => creates)) {
    return [evidence(kind, 'holds', 'its containers remove themselves', pathOf(paths))];
  }
  return [
    evidence(
      kind,
      'fails',
      `${where} ${verb} a container, so there is nothing that clean-up could be of`,
      pathOf(paths),
    ),
  ];
}

function pathOf([path]: readonly string[]): { path?: string } {
  return path === undefined ? {} : { path };
}
