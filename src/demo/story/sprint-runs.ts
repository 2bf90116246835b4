import type { NewJob, NewRun } from '../box/acts/workflow-runs.ts';
import { sprintStart, type World } from './world.ts';

const minute = 60_000;
const hour = 60 * minute;
const runners = ['proxmox', 'proxmox-runner0'];
const folder = '.github/workflows';

/** How long CI took of late before the sprint, in minutes, one run after the other on the one runner. */
const before = [21, 19, 20, 22, 20, 18, 21, 20, 23, 19, 20, 21];
/** And since its work is spread over two. */
const after = [13, 12, 14, 13, 12, 13, 15, 13, 12, 13, 14, 13];

/** What CI did before the sprint and in the last day, as GitHub would have kept it. */
export async function recordRuns({ tool }: World): Promise<void> {
  const start = sprintStart().getTime();
  for (const [index, minutes] of before.entries()) {
    const at = new Date(start - (before.length - index) * 8 * hour);
    await tool.recordRun({
      ...runOf('ci_cncf.yml', at),
      headSha: sha(`b${index}`),
      jobs: [job('build', 'proxmox', at, minutes)],
    });
  }
  for (const [index, minutes] of after.entries()) {
    const at = new Date(Date.now() - (after.length - index) * 1.5 * hour - hour);
    await tool.recordRun({
      ...runOf('ci_cncf.yml', at),
      headSha: sha(`a${index}`),
      jobs: onBoth('build', at, minutes),
    });
  }
  const late = new Date(Date.now() - hour);
  await tool.recordRun({
    ...runOf('proxmox_e2e.yml', late),
    headSha: await tool.sha('main'),
    jobs: onBoth('run-a-container', late, 4),
  });
}

/** The run of the crun tests that ends now: of this one GitHub tells the App. */
export async function runCrunTests({ tool }: World): Promise<void> {
  const at = new Date(Date.now() - 3 * minute);
  await tool.runWorkflow({
    ...runOf('crun_e2e.yml', at),
    headSha: await tool.sha('main'),
    jobs: onBoth('lifecycle', at, 2),
  });
}

function runOf(file: string, createdAt: Date): Pick<NewRun, 'path' | 'createdAt'> {
  return { path: `${folder}/${file}`, createdAt };
}

function onBoth(name: string, at: Date, minutes: number): NewJob[] {
  return runners.map((runner, index) =>
    job(name, runner, new Date(at.getTime() + index * 20_000), minutes - index),
  );
}

function job(name: string, runner: string, startedAt: Date, minutes: number): NewJob {
  const completedAt = new Date(startedAt.getTime() + minutes * minute);
  return {
    name: `${name} (${runner})`,
    labels: ['self-hosted', runner],
    runner,
    createdAt: startedAt,
    startedAt,
    completedAt,
  };
}

/** Each run is of a commit of its own; that the box has none by this name doesn't matter to it. */
function sha(name: string): string {
  return Buffer.from(name).toString('hex').padEnd(40, '0');
}
