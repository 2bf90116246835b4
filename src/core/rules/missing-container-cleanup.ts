import { z } from 'zod';
import { runJob } from '../cleanup/job-run.ts';
import { jobsWorthFollowing } from '../cleanup/jobs-worth-following.ts';
import { reportLeaks } from '../cleanup/report-leaks.ts';
import { runtimes } from '../cleanup/runtime.ts';
import { anyStart, scenariosOf } from '../cleanup/scenarios.ts';
import { defineRule } from './rule.ts';

const options = z.object({
  runtimes: z
    .array(z.enum(runtimes))
    .default([...runtimes])
    .describe('The runtimes whose containers count.'),
  where: z
    .enum(['self-hosted', 'everywhere'])
    .default('self-hosted')
    .describe(
      'Where containers of engines count: on self-hosted runners, whose disks outlive the job, or `everywhere`. Those of crun, runc and youki count on every runner.',
    ),
});

export default defineRule({
  id: 'missing-container-cleanup',
  severity: 'error',
  summary: 'A job makes a container and does not remove it on every path that the runner executes',
  why: 'A self-hosted runner keeps its disk: what a job leaves behind fills it, holds its ports and names, and breaks the next run.',
  remedy:
    'Remove it in a later step of the same job with `if: always()`, or in an EXIT trap that is set before it is made.',
  details: [
    "Removal counts in a later step of the same job whose condition holds after failure and after cancellation: `always()` does; `failure()`, `success()` and `!cancelled()` don't. It counts in an EXIT trap, too, that is set before the container is made and neither cleared nor replaced before it is removed. A clean-up job that may land on another runner doesn't count.",
    'What stands beside `always()` must hold wherever the container was made: that another step or the job went well, or one event of several, is too little. Inputs that a person gives, outputs of steps and variables are taken at their word.',
    "A command of the clean-up that may fail before the removal (`./collect-logs` under `bash -e`, in a step or in a trap) gets a note: put the removal first, or let that command's failure pass.",
    "`--rm` and a `crun run` in the foreground clean up by themselves. `docker compose up -d` makes containers and `down` removes them; `stop` doesn't.",
    'Scripts, plain Makefile recipes and composite actions of the repository are followed, and the finding names the line in them.',
  ],
  options,
  *workflow({ repository, workflow, options: { runtimes: counted, where } }) {
    const jobs = jobsWorthFollowing({ repository, workflow, counted: new Set(counted), where });
    for (const { job, labelSets, counts, files } of jobs) {
      const place = { repository, workflow, job, labelSets, files };
      const atAnyStart = runJob(place);
      // Most jobs that may make a container make none that counts, however they are started.
      const makesSome = atAnyStart.domain.containers.some(({ made }) => counts.has(made.runtime));
      if (!makesSome && !atAnyStart.incomplete) continue;
      const runs = scenariosOf(workflow, job).map((scenario) => ({
        scenario,
        run: scenario === anyStart ? atAnyStart : runJob(place, scenario),
      }));
      yield* reportLeaks(runs, { workflow, job, counts });
    }
  },
});
