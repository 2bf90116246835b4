import { z } from 'zod';
import { type LifecycleStage, lifecycleOf, lifecycleStages } from '../cleanup/lifecycle.ts';
import { namesRuntime, type Runtime, runtimes } from '../cleanup/runtime.ts';
import type { ShellPlace } from '../shell/script-text.ts';
import type { Job, Workflow } from '../workflow/model.ts';
import { defineRule } from './rule.ts';

const options = z.object({
  runtimes: z
    .array(z.enum(runtimes))
    .default(['crun', 'runc', 'youki'])
    .describe('The runtimes whose E2E workflows are looked at.'),
});

export default defineRule({
  id: 'incomplete-container-lifecycle',
  severity: 'warning',
  summary: "An E2E workflow for a container runtime does not go through a container's whole life",
  why: 'An E2E that stops half-way passes while what it leaves out is broken.',
  remedy:
    'Create, start, stop (`kill … TERM`) and delete a container, check that it is gone, and skip with a message where the runtime is missing; `ci-warden scaffold crun-e2e` writes a model.',
  details: [
    'Looked at are workflows that call themselves or a job an E2E, end-to-end or lifecycle test, by file, name or job, and that run one of the runtimes.',
    'A `kill` counts as a stop where it sends TERM, as it does where no signal is named; so does a `stop` of the runtime. A guard looks for the runtime (`command -v crun`): without it the job succeeds with a message and touches no container.',
  ],
  options,
  *workflow({ repository, workflow, options: { runtimes: wanted } }) {
    // What a job is called is seen at once; following it costs much more.
    if (!workflow.jobs.some((job) => isEndToEnd(workflow, job))) return;
    for (const runtime of wanted) {
      if (!namesRuntime(workflow.source.text, runtime)) continue;
      const lifecycle = lifecycleOf(workflow, runtime, repository);
      if (lifecycle === undefined || !isEndToEnd(workflow, lifecycle.job)) continue;
      const missing = lifecycleStages.filter((stage) => !lifecycle.stages.has(stage) && stage !== 'state');
      if (missing.length === 0) continue;
      yield {
        at: lifecycle.job.idSpan,
        job: lifecycle.job,
        key: runtime,
        message: `This E2E of ${runtime} ${inWords(missing.map((stage) => lacks[stage](runtime)))}.`,
        related: lifecycleStages.flatMap((stage) => relatedPlace(stage, lifecycle.stages.get(stage))),
      };
    }
  },
});

/** Whether the workflow or the job calls itself a test from end to end, or of the life of containers. */
function isEndToEnd(workflow: Workflow, { id, name }: Job): boolean {
  const names = [workflow.path.split('/').at(-1), workflow.name?.text, id, name?.text];
  return names.some((one) => one !== undefined && /e2e|end[-_ ]?to[-_ ]?end|lifecycle/i.test(one));
}

const lacks: Record<LifecycleStage, (runtime: Runtime) => string> = {
  guard: (runtime) => `has no guard that skips with a message where ${runtime} is missing`,
  create: (runtime) => `never creates a container (\`${runtime} create\`)`,
  start: (runtime) => `never starts the container (\`${runtime} start\`)`,
  state: (runtime) => `never looks at the container (\`${runtime} state\`)`,
  stop: (runtime) => `never asks the container to stop (\`${runtime} kill … TERM\`)`,
  delete: (runtime) => `never deletes the container (\`${runtime} delete\`)`,
  gone: () => 'does not check that the container is gone afterwards',
};

const does: Record<LifecycleStage, string> = {
  guard: 'It looks for the runtime here.',
  create: 'It creates the container here.',
  start: 'It starts it here.',
  state: 'It looks at it here.',
  stop: 'It asks it to stop here.',
  delete: 'It deletes it here.',
  gone: 'It checks here that it is gone.',
};

function relatedPlace(stage: LifecycleStage, place: ShellPlace | undefined) {
  const source = place?.script.source;
  if (place === undefined || source === undefined) return [];
  const span = place.script.locate(place.start, place.end);
  return [{ at: { source, span }, message: does[stage] }];
}

function inWords(parts: readonly string[]): string {
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')}, and ${last}`;
}
