import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import type { BoxRepository, RunOptions } from '../../src/demo/box/box-repository.ts';
import type { IssueComment } from '../../src/demo/box/store/issue.ts';

const folder = resolve(import.meta.dirname, '../../fixtures/progress');

/** A moment of the sprint, of which the fixtures have a tree. */
export type Moment = 'start' | 'first-pull-request' | 'end' | 'mended';

/** Where the plan is in the repository. */
export const planPath = 'docs/SPRINT_6.4_PLAN.md';

/** The sprint's plan. */
export const plan = readFileSync(resolve(folder, 'plan.md'), 'utf8');

/** A policy that follows the sprint by its plan's file. */
export const sprintPolicy = `version: 1\ntracking:\n  - issue: 106\n    plan: ${planPath}\n    started: 2025-10-10\n`;

/** What the sprint's issue says. */
export const issueBody = '## Acceptance criteria\n\nAll green.\n\n## Timeline\n\nTwo days.\n';

/** The files of the sprint at a moment, with its plan and its policy. */
export function sprintAt(moment: Moment): Record<string, string> {
  const root = resolve(folder, moment);
  const files = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [relative(root, path).split(sep).join('/'), readFileSync(path, 'utf8')] as const);
  return { ...Object.fromEntries(files), [planPath]: plan, '.github/ci-warden.yml': sprintPolicy };
}

/** The change from one moment to another. */
export function stepTo(moment: Moment, from: Moment): Record<string, string | null> {
  const next = sprintAt(moment);
  const gone = Object.keys(sprintAt(from)).filter((path) => !(path in next));
  return { ...next, ...Object.fromEntries(gone.map((path) => [path, null])) };
}

/** The App's comments that tell of progress. */
export function progressComments(repo: BoxRepository, issue = 106): IssueComment[] {
  return repo
    .comments(issue)
    .filter(({ app, body }) => app !== undefined && body.includes('ci-warden:progress'));
}

/** A row of the progress comment's tables. */
export interface Row {
  readonly state: string;
  readonly item: string;
  readonly found: string;
}

/** The rows of the tables of items. */
export function rowsOf(body: string): Row[] {
  return body.split('\n').flatMap((line) => {
    const [, sign, item, found] = /^\| (\S+ [a-z ]+) \| (.*) \| (.*) \|$/.exec(line) ?? [];
    if (sign === undefined || item === undefined || found === undefined) return [];
    return [{ state: sign.replace(/^\S+ /, ''), item, found }];
  });
}

/** How many items are in each state. */
export function statesIn(body: string): Record<string, number> {
  const states = rowsOf(body).map(({ state }) => state);
  return Object.fromEntries(
    [...new Set(states)].sort().map((state) => [state, states.filter((one) => one === state).length]),
  );
}

const minute = 60_000;

/** A run of a workflow with a job on each of the two runners, from `start` and so many minutes long. */
export function onBothRunners(workflow: string, start: Date, minutes: number): RunOptions {
  const completedAt = new Date(start.getTime() + minutes * minute);
  const times = { createdAt: start, startedAt: start, completedAt };
  return {
    path: `.github/workflows/${workflow}`,
    createdAt: start,
    jobs: ['proxmox', 'proxmox-runner0'].map((runner) => ({
      name: `build (${runner})`,
      labels: ['self-hosted', runner],
      runner,
      ...times,
    })),
  };
}

/** Twelve commits before the sprint that took 20 minutes each, and twelve of late that took 13, give or take one. */
export async function timedRuns(repo: BoxRepository): Promise<void> {
  const before = Date.parse('2025-10-01T08:00:00Z');
  const after = Date.now() - 24 * 60 * minute;
  for (let index = 0; index < 12; index += 1) {
    const more = (index % 3) - 1;
    for (const [from, minutes] of [
      [before, 20],
      [after, 13],
    ] as const) {
      const start = new Date(from + index * 60 * minute);
      const headSha = await repo.sha('main');
      // Each its own commit: that they are gone doesn't matter to a run.
      const own = `${index}${minutes}`.padStart(40, '0');
      await repo.recordRun({
        ...onBothRunners('ci_cncf.yml', start, minutes + more),
        headSha: index === 11 ? headSha : own,
      });
    }
  }
}
