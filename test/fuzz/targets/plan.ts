import type { SprintsDecided } from '../../../src/app/audit/audit-task.ts';
import { taskRunner } from '../../../src/app/audit/run-task.ts';
import { defaults } from '../../../src/app/config.ts';
import { readPolicy } from '../../../src/core/decide/policy-in-force.ts';
import type { SprintFacts } from '../../../src/core/decide/sprint-facts.ts';
import { assess } from '../../../src/core/progress/assess.ts';
import type { JobFacts, RunFacts } from '../../../src/core/progress/evidence/facts.ts';
import { parsePlan } from '../../../src/core/progress/plan/parse-plan.ts';
import { asProgressJson } from '../../../src/core/progress/render/as-progress-json.ts';
import { asProgressTerminal } from '../../../src/core/progress/render/as-progress-terminal.ts';
import { tickBody } from '../../../src/core/progress/tick-body.ts';
import { plainPalette } from '../../../src/core/report/palette.ts';
import { growTangle } from '../grow/plan.ts';
import { type Files, growChange, somePlan } from '../grow/repository.ts';
import { nasty } from '../nasty.ts';
import type { Random } from '../random.ts';
import { defineTarget, must } from '../target.ts';
import { treeOf } from '../tree-of.ts';
import { checkActions, checkMarkdown, checkText } from './check-output.ts';

interface PlanInput {
  readonly body: string;
  readonly files: Files;
  readonly runs: readonly RunFacts[] | null;
  readonly runner: string;
  readonly looksAtMarkdown: 'yes' | 'no';
}

const time = (minutes: number): string => new Date(Date.UTC(2025, 9, 10, 0, minutes)).toISOString();

function growJob(random: Random, begun: number): JobFacts {
  const status = random.pick(['completed', 'completed', 'completed', 'queued', 'in_progress'] as const);
  const start = begun + random.below(30);
  return {
    name: random.oneIn(5) ? nasty(random) : random.pick(['build (proxmox)', 'e2e', 'test']),
    url: 'https://github.test/octo/fuzzed/actions/runs/1/job/2',
    status,
    conclusion:
      status === 'completed' ? random.pick(['success', 'failure', 'cancelled', 'skipped', 'odd']) : undefined,
    labels: random.times(0, 3, () =>
      random.oneIn(9) ? nasty(random) : random.pick(['self-hosted', 'proxmox', 'proxmox-runner0']),
    ),
    runnerName: random.oneIn(6)
      ? undefined
      : random.oneIn(6)
        ? nasty(random)
        : random.pick(['proxmox', 'proxmox-runner0', 'runner0']),
    createdAt: time(begun),
    startedAt: random.oneIn(8) ? undefined : time(start),
    completedAt: random.oneIn(8) ? undefined : time(start + random.below(40) - 2),
  };
}

function growRun(random: Random, id: number): RunFacts {
  const begun = random.below(60 * 24 * 60);
  return {
    id,
    attempt: 1 + random.below(3),
    url: 'https://github.test/octo/fuzzed/actions/runs/1',
    workflowPath: random.oneIn(9) ? nasty(random) : `.github/workflows/w${random.below(3)}.yml`,
    event: random.pick(['push', 'pull_request', 'schedule']),
    branch: random.oneIn(6) ? undefined : random.oneIn(6) ? nasty(random) : 'main',
    headSha: 'b'.repeat(40),
    status: random.oneIn(6) ? 'in_progress' : 'completed',
    conclusion: random.pick(['success', 'failure', 'cancelled', undefined]),
    createdAt: time(begun),
    startedAt: random.oneIn(9) ? undefined : time(begun + 1),
    completedAt: random.oneIn(9) ? undefined : time(begun + random.below(90)),
    jobs: random.times(0, 4, () => growJob(random, begun)),
  };
}

/** A sprint: its plan read, its evidence weighed, its comment written and its boxes ticked. */
export const planTarget = defineTarget<PlanInput>({
  name: 'plan',
  seconds: defaults.audits.seconds,
  grow(random, material) {
    const { head } = growChange(random, material);
    const body = random.oneIn(10) ? growTangle(random) : somePlan(random, material);
    return {
      body: body.slice(0, 65_536),
      files: head,
      runs: random.oneIn(5) ? null : random.times(0, 12, (id) => growRun(random, id)),
      runner: random.oneIn(5) ? nasty(random) : 'proxmox',
      looksAtMarkdown: random.oneIn(8) ? 'yes' : 'no',
    };
  },
  run({ body: grown, files, runs, runner, looksAtMarkdown }) {
    const body = grown.toWellFormed();
    const tree = treeOf(files);
    const known = { visibility: 'public', remoteActions: new Map() } as const;
    const facts: SprintFacts = {
      repository: { owner: 'octo', name: 'fuzzed' },
      webUrl: 'https://github.test',
      known,
      defaultBranch: 'main',
      headSha: 'a'.repeat(40),
      tree,
      organisationPolicy: undefined,
      readAt: time(60 * 24 * 60),
      paths: [...tree.keys()],
      issues: new Map([
        [
          106,
          {
            number: 106,
            url: 'https://github.test/octo/fuzzed/issues/106',
            title: 'x',
            body,
            comments: [body.slice(0, 500)],
          },
        ],
      ]),
      runs: runs ?? undefined,
      runners: {
        runners: [{ name: runner, status: 'online', busy: false, labels: ['self-hosted', runner] }],
        scope: 'all',
      },
      since: new Map(),
      asked: 106,
    };
    const { sprints } = taskRunner(32 * 1024 * 1024)({ kind: 'decide-progress', facts }) as SprintsDecided;
    const actions = sprints.flatMap((sprint) => sprint.actions);
    checkActions(actions);
    if (looksAtMarkdown === 'yes')
      for (const action of actions) if (action.kind === 'keep-comment') checkMarkdown(action.body);
    const plan = parsePlan(body, 'plan.md');
    const { policy } = readPolicy(tree, undefined);
    const progress = assess({
      plan,
      tracking: undefined,
      policy,
      tree,
      repositoryFacts: known,
      facts: undefined,
    });
    must(JSON.parse(asProgressJson(progress)).items.length === plan.items.length, 'each item is told');
    checkText(asProgressTerminal(progress, { palette: plainPalette, width: 80 }));
    const ticked = tickBody(body, plan.items);
    must(ticked === undefined || ticked.length === body.length, 'ticking changes one character each');
  },
});
