import { beforeAll, describe, expect, it } from 'vitest';
import type { Decided, SprintsDecided } from '../../src/app/audit/audit-task.ts';
import { taskRunner } from '../../src/app/audit/run-task.ts';
import type { Action } from '../../src/core/action.ts';
import { audit } from '../../src/core/audit/audit.ts';
import { parseRepository } from '../../src/core/audit/parsed-repository.ts';
import { runnerTable } from '../../src/core/audit/runner-table.ts';
import { WorkflowCache } from '../../src/core/audit/workflow-cache.ts';
import { asReply } from '../../src/core/command/as-reply.ts';
import { parseCommand } from '../../src/core/command/parse-command.ts';
import { decideFailure } from '../../src/core/decide/decide-failure.ts';
import { decideFailedReply } from '../../src/core/decide/decide-reply.ts';
import type { AuditFacts } from '../../src/core/decide/facts.ts';
import { readPolicy } from '../../src/core/decide/policy-in-force.ts';
import { assess } from '../../src/core/progress/assess.ts';
import type { RunFacts } from '../../src/core/progress/evidence/facts.ts';
import { parsePlan } from '../../src/core/progress/plan/parse-plan.ts';
import { asProgressTerminal } from '../../src/core/progress/render/as-progress-terminal.ts';
import { asGithubCommands } from '../../src/core/report/as-github-commands.ts';
import { asSarif } from '../../src/core/report/as-sarif.ts';
import { asTerminal } from '../../src/core/report/as-terminal.ts';
import { plainPalette } from '../../src/core/report/palette.ts';
import { runnersAsTerminal } from '../../src/core/report/runners-as-terminal.ts';
import { rules } from '../../src/core/rules/index.generated.ts';
import { SourceText } from '../../src/core/source/source-text.ts';
import { checkMarkdown, checkText } from '../fuzz/targets/check-output.ts';
import { treeOf } from '../fuzz/tree-of.ts';

/** Text of an attacker's, told apart by a name, as it stands in a field. */
function evil(field: string): string {
  return `@octocat ${field} ![x](https://evil.example/a.png) [y](https://evil.example) <img src=x> #1 |\u001b[2J\u202e\u009b31m\u2028::error::x`;
}
const quoted = (field: string): string => JSON.stringify(evil(field));

const path = `.github/workflows/@octocat file-name ![x](x) <img src=x>.yml`;
const workflow = `name: ${quoted('workflow-name')}
on: [push, pull_request]
jobs:
  leak:
    name: ${quoted('job-name')}
    runs-on: [self-hosted, ${quoted('label')}]
    strategy: { matrix: { os: [a, b] } }
    steps:
      - name: ${quoted('step-name')}
        run: |
          crun create "@octocat container ![x](https://evil.example) <img src=x>"
          echo \${{ matrix.nothing }}
      - name: ${quoted('cleaning-step')}
        if: failure()
        run: crun delete -f "@octocat container ![x](https://evil.example) <img src=x>"
      - uses: actions/upload-artifact@v4
        with: { name: ${quoted('artifact')}, path: x }
  allowed:
    runs-on: self-hosted
    if: false
    steps:
      - run: crun create x # ci-warden: allow missing-container-cleanup -- ${evil('suppression').replace(/[\u2028]/g, '')}
`;
const refused = `on: push\njobs:\n  ${quoted('job-id')}: { runs-on: x, steps: [{ run: x, ${quoted('yaml-key')}: 1 }] }\n`;
const policy = `version: 1\n${quoted('policy-key')}: 1\nrunners:\n  ${quoted('policy-runner')}: { labels: [a] }\n`;
const usable = `version: 1\nrunners:\n  ${quoted('runner-name')}: { labels: [self-hosted, other], provides: [${quoted('provided')}] }\n  second: { labels: [self-hosted, second] }\ntracking: [{ issue: 1, plan: docs/PLAN.md }]\n`;
const plan = `# ${evil('plan-title').replace(/[\u2028]/g, '')}
## ${evil('plan-section').replace(/[\u2028]/g, '')}
- [x] Delete \`${path}\` ${evil('plan-item').replace(/[\u2028]/g, '')}
- [x] Create \`docs/plan-path.md\` and @octocat
- [ ] Both runners are operational
- [x] \`copy.yml\` passes on both runners
- [x] Jobs of \`copy.yml\` run in parallel on both runners
## Risks
- **${evil('plan-risk').replace(/[\u2028]/g, '')}**: ${evil('plan-mitigation').replace(/[\u2028]/g, '')}
`;
const files = {
  [path]: workflow,
  '.github/workflows/copy.yml': workflow,
  '.github/workflows/refused.yml': refused,
  'docs/PLAN.md': plan,
};
const known = { visibility: 'public', remoteActions: new Map() } as const;

function decide(asked: 'check' | 'reply', policyText: string): readonly Action[] {
  const head = treeOf({ ...files, '.github/ci-warden.yml': policyText });
  const base = treeOf({ '.github/ci-warden.yml': usable });
  const facts: AuditFacts = {
    repository: { owner: 'octo', name: 'attacked' },
    webUrl: 'https://github.test',
    known,
    headSha: 'a'.repeat(40),
    head,
    merged: head,
    base,
    policyTree: base,
    organisationPolicy: `${quoted('organisation-key')}: 1\n`,
    fork: false,
  };
  const purpose =
    asked === 'check'
      ? ({ kind: 'check', externalId: 'pull:1' } as const)
      : ({
          kind: 'reply',
          command: { kind: 'audit' },
          place: { issue: 1, commentId: 1 },
          subject: 'this pull request',
        } as const);
  return (taskRunner(1_000_000)({ kind: 'decide', purpose, facts }) as Decided).actions;
}

function decideProgress(): readonly Action[] {
  const time = '2025-10-10T10:00:00Z';
  const run: RunFacts = {
    id: 1,
    attempt: 1,
    url: 'https://github.test/octo/attacked/actions/runs/1',
    workflowPath: '.github/workflows/copy.yml',
    event: 'push',
    branch: evil('branch'),
    headSha: 'b'.repeat(40),
    status: 'completed',
    conclusion: 'success',
    createdAt: time,
    startedAt: time,
    completedAt: '2025-10-10T10:10:00Z',
    jobs: ['one', 'two'].map((name) => ({
      name: evil(`run-job-${name}`),
      url: 'https://github.test/octo/attacked/actions/runs/1/job/1',
      status: 'completed',
      conclusion: 'success',
      labels: ['self-hosted', evil('run-label')],
      runnerName: evil(`run-runner-${name}`),
      createdAt: time,
      startedAt: time,
      completedAt: '2025-10-10T10:10:00Z',
    })),
  };
  const tree = treeOf({ ...files, '.github/ci-warden.yml': usable });
  const decided = taskRunner(1_000_000)({
    kind: 'decide-progress',
    facts: {
      repository: { owner: 'octo', name: 'attacked' },
      webUrl: 'https://github.test',
      known,
      defaultBranch: 'main',
      headSha: 'a'.repeat(40),
      tree,
      organisationPolicy: undefined,
      readAt: '2025-10-11T10:00:00Z',
      paths: [...tree.keys()],
      issues: new Map([
        [
          1,
          {
            number: 1,
            url: 'https://github.test/octo/attacked/issues/1',
            title: 'x',
            body: '',
            comments: [],
          },
        ],
      ]),
      runs: [run],
      runners: {
        runners: [{ name: evil('api-runner'), status: 'offline', busy: false, labels: [] }],
        scope: 'all',
      },
      since: new Map(),
      asked: undefined,
    },
  }) as SprintsDecided;
  return decided.sprints.flatMap(({ actions }) => actions);
}

const tree = treeOf({ ...files, '.github/ci-warden.yml': usable });
const inForce = readPolicy(tree, undefined).policy;
const report = audit({ head: tree, policy: inForce, facts: known });
const failure = evil('github-error');
const command = parseCommand(`/ci-audit ${evil('command-word').split(' ').slice(0, 1)}${'<img>'}`, []);

/** What is shown as Markdown, as plain text, and on a terminal. */
let markdown: string[];
let annotations: string[];
let terminal: string[];
beforeAll(() => {
  const actions = [
    ...decide('check', usable),
    ...decide('check', policy),
    ...decide('reply', usable),
    ...decideProgress(),
    ...decideFailure({ headSha: 'a', externalId: 'pull:1' }, failure),
    ...decideFailedReply({ kind: 'progress' }, { issue: 1, commentId: 1 }, failure),
  ];
  markdown = actions.flatMap((action) => {
    if (action.kind === 'keep-comment') return [action.body];
    if (action.kind === 'complete-check-run') return [action.output.summary, action.output.text ?? ''];
    return [];
  });
  if (command !== undefined) markdown.push(asReply(command, rules) ?? '');
  annotations = actions.flatMap((action) =>
    action.kind === 'complete-check-run'
      ? [
          action.output.title,
          ...action.output.annotations.flatMap(({ message, details = '' }) => [message, details]),
        ]
      : [],
  );
  const source = (name: string) => {
    const entry = tree.get(name);
    return entry?.kind === 'text' ? new SourceText(name, entry.text) : undefined;
  };
  const repository = parseRepository(tree, { policy: inForce, facts: known }, new WorkflowCache(1_000_000));
  const progress = assess({
    plan: parsePlan(plan, 'docs/PLAN.md'),
    tracking: undefined,
    policy: inForce,
    tree,
    repositoryFacts: known,
    facts: undefined,
  });
  terminal = [
    asTerminal(report, { palette: plainPalette, width: 80, source, against: evil('revision') }),
    runnersAsTerminal(runnerTable(repository), plainPalette),
    asProgressTerminal(progress, { palette: plainPalette, width: 80 }),
  ];
});

describe('text of an attacker', () => {
  it('reaches what is shown, so that this test is about something', () => {
    const shown = [...markdown, ...annotations, ...terminal].join('\n').replaceAll('\u200b', '');
    const fields = [
      ...[
        'file-name',

        'label',
        'container',
        'artifact',
        'suppression',
        'job-id',
        'yaml-key',
      ],
      ...[
        'policy-key',
        'organisation-key',
        'runner-name',
        'plan-title',
        'plan-section',
        'plan-item',
        'plan-risk',
      ],
      ...['run-runner-one', 'github-error', 'revision'],
    ];
    expect(
      fields.filter((field) => !shown.includes(field) && !shown.includes(field.replace('-', '\\-'))),
    ).toEqual([]);
  });

  it('is no image, link, mention or HTML in a check run, a comment or the comment on a sprint', () => {
    expect(markdown.length).toBeGreaterThan(8);
    for (const text of markdown) {
      checkText(text);
      checkMarkdown(text);
    }
  });

  it('is one plain line in annotations', () => {
    expect(annotations.length).toBeGreaterThan(5);
    for (const text of annotations) checkText(text);
  });

  it('moves no cursor and reorders nothing on a terminal', () => {
    for (const text of terminal) checkText(text);
  });

  it('is no link in SARIF', () => {
    const { runs } = JSON.parse(asSarif(report, { version: '0', rules })) as {
      runs: { results: { message: { text: string }; relatedLocations: { message: { text: string } }[] }[] }[];
    };
    const texts = runs.flatMap(({ results }) =>
      results.flatMap(({ message, relatedLocations }) =>
        [message, ...relatedLocations].map((one) => ('text' in one ? one.text : one.message.text)),
      ),
    );
    expect(texts.join()).toContain('evil.example');
    for (const text of texts) {
      checkText(text);
      expect(text).not.toMatch(/\]\(/);
    }
  });

  it('is no workflow command but the one that reports it', () => {
    const lines = asGithubCommands(report).trimEnd().split('\n');
    expect(lines.length).toBeGreaterThan(5);
    for (const line of lines) {
      checkText(line);
      expect(line).toMatch(/^(?:::(?:error|warning|notice) file=[^,:]+,line=\d+|ci-warden: )/);
    }
  });
});
