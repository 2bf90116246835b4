import { describe, expect, it } from 'vitest';
import { audit } from '../../src/core/audit/audit.ts';
import { policyOf } from '../core/scaffold/policy-of.ts';
import { findCrun, type WorkingCrun } from './crun.ts';
import { findLeaks } from './leaks.ts';
import { parsePlainWorkflow } from './workflow-file.ts';

/** How a job removes what it made: its steps, by what they show. The names of containers and files are one letter each. */
const waysToRemove: Readonly<Record<string, string>> = {
  'not at all': `
- run: |
    crun create -b b c >log 2>&1
    crun start c`,
  'in the same script': `
- run: |
    crun create -b b c >log 2>&1
    crun start c
    crun delete --force c`,
  'in the next step': `
- run: crun create -b b c >log 2>&1
- run: crun start c
- run: crun delete --force c`,
  'in a step that always runs': `
- run: crun create -b b c >log 2>&1
- run: crun start c
- if: always()
  run: crun delete --force c`,
  'in a step that runs after failure': `
- run: crun create -b b c >log 2>&1
- run: |
    crun start c
    crun delete --force c
- if: failure()
  run: crun delete --force c`,
  'in a step that runs unless cancelled': `
- run: crun create -b b c >log 2>&1
- if: "!cancelled()"
  run: crun delete --force c`,
  'in steps for each ending': `
- run: crun create -b b c >log 2>&1
- run: crun start c
- if: success() || failure()
  run: crun delete --force c
- if: cancelled()
  run: crun delete --force c`,
  'in a step that always runs, under the condition of the one that makes it': `
- id: g
  run: echo ready=true >>"$GITHUB_OUTPUT"
- if: steps.g.outputs.ready == 'true'
  run: |
    crun create -b b c >log 2>&1
    crun start c
- if: always() && steps.g.outputs.ready == 'true'
  run: crun delete --force c`,
  'in a step that always runs, under an output that comes after it was made': `
- id: g
  run: |
    crun create -b b c >log 2>&1
    crun start c
    echo made=true >>"$GITHUB_OUTPUT"
- if: always() && steps.g.outputs.made == 'true'
  run: crun delete --force c`,
  'in an EXIT trap': `
- run: |
    trap 'crun delete --force c' EXIT
    crun create -b b c >log 2>&1
    crun start c`,
  'in an EXIT trap that calls a function': `
- run: |
    tidy() {
      crun delete --force c || true
    }
    trap tidy EXIT
    crun create -b b c >log 2>&1
    crun start c`,
  'in an EXIT trap that is set too late': `
- run: |
    crun create -b b c >log 2>&1
    trap 'crun delete --force c' EXIT
    crun start c`,
  'in an EXIT trap that is replaced': `
- run: |
    trap 'crun delete --force c' EXIT
    crun create -b b c >log 2>&1
    trap 'echo bye' EXIT
    crun start c`,
  'in an EXIT trap that is cleared before the removal': `
- run: |
    trap 'crun delete --force c' EXIT
    crun create -b b c >log 2>&1
    trap - EXIT
    crun start c
    crun delete --force c`,
  'in an EXIT trap that is cleared after the removal': `
- run: |
    trap 'crun delete --force c' EXIT
    crun create -b b c >log 2>&1
    crun start c
    crun delete --force c
    trap - EXIT`,
  'in an ERR trap': `
- run: |
    trap 'crun delete --force c' ERR
    crun create -b b c >log 2>&1
    crun start c
    crun delete --force c`,
  'in an EXIT trap of a subshell that makes it': `
- run: |
    (
      trap 'crun delete --force c' EXIT
      crun create -b b c >log 2>&1
      crun start c
    )`,
  'in an EXIT trap of a subshell that ends before it is made': `
- run: |
    ( trap 'crun delete --force c' EXIT )
    crun create -b b c >log 2>&1
    crun start c`,
  'another one than was made': `
- run: crun create -b b c >log 2>&1
- if: always()
  run: crun delete --force d`,
  'one of two': `
- run: |
    crun create -b b c >log 2>&1
    crun create -b b d >log 2>&1
- if: always()
  run: crun delete --force d`,
  'by a name in a variable': `
- run: |
    name=c-$GITHUB_RUN_ID
    trap 'crun delete --force "$name"' EXIT
    crun create -b b "$name" >log 2>&1`,
  'by a name from GITHUB_ENV': `
- run: echo "NAME=c-$GITHUB_RUN_ID" >>"$GITHUB_ENV"
- run: crun create -b b "$NAME" >log 2>&1
- if: always()
  run: crun delete --force "$NAME"`,
  'in a step that always runs, after a command that may fail': `
- run: |
    crun create -b b c >log 2>&1
    crun start c
- if: always()
  run: |
    crun state c
    crun delete --force c`,
  'in a step that always runs, after a command whose failure is forgiven': `
- run: |
    crun create -b b c >log 2>&1
    crun start c
- if: always()
  run: |
    crun kill c KILL || true
    crun delete --force c`,
  'in a step that always runs, but not by force': `
- run: |
    crun create -b b c >log 2>&1
    crun start c
- run: |
    crun kill c KILL
    sleep 0.3
- if: always()
  run: crun delete c`,
  'in a loop over what there is': `
- run: |
    crun create -b b c >log 2>&1
    crun create -b b d >log 2>&1
- if: always()
  run: |
    for id in $(crun list --quiet); do
      crun delete --force "$id"
    done`,
  'in a background job that is not waited for': `
- run: |
    crun create -b b c >log 2>&1
    crun start c
- if: always()
  run: |
    sleep 5 && crun delete --force c &`,
  'by nothing, where it is run in the foreground': `
- run: |
    crun run -b b c
    echo done`,
  'by nothing, where it is run detached': `
- run: |
    crun run -d -b b c >log 2>&1
    sleep 0.1`,
  'by nothing, where it is only printed': `
- run: |
    echo crun create -b b c
    crun list`,
  'by exec of a shell in between': `
- run: |
    trap 'crun delete --force c' EXIT
    crun create -b b c >log 2>&1
    exec sleep 0.1`,
  'in the script of another shell': `
- run: |
    bash -c "trap 'crun delete --force c' EXIT; crun create -b b c >log 2>&1; crun start c"`,
  'in a step that always runs, if a step behind it went well': `
- run: crun create -b b c >log 2>&1
- id: t
  run: crun start c
- if: always() && steps.t.outcome == 'success'
  run: crun delete --force c`,
  'in a step that always runs, unless a step behind it failed': `
- run: crun create -b b c >log 2>&1
- id: t
  run: crun start c
- if: always() && steps.t.outcome != 'failure'
  run: crun delete --force c`,
  'in a step that always runs, unless the step that makes it was skipped': `
- id: m
  run: |
    crun create -b b c >log 2>&1
    crun start c
- if: always() && steps.m.outcome != 'skipped'
  run: crun delete --force c`,
  'in a step that always runs, if the step that makes it and goes on went well': `
- id: m
  run: |
    crun create -b b c >log 2>&1
    crun start c
- if: always() && steps.m.outcome == 'success'
  run: crun delete --force c`,
  'in a step that always runs, if a step went well that is not there': `
- run: crun create -b b c >log 2>&1
- if: always() && steps.m.outcome == 'success'
  run: crun delete --force c`,
  'in a step that always runs, if the job goes well': `
- run: crun create -b b c >log 2>&1
- run: crun start c
- if: always() && job.status == 'success'
  run: crun delete --force c`,
  'in a step that always runs and ends first where the job does not go well': `
- run: crun create -b b c >log 2>&1
- run: crun start c
- if: always()
  run: |
    if [ "\${{ job.status }}" != success ]; then
      exit 1
    fi
    crun delete --force c`,
  'in a step that always runs, whatever the job status is': `
- run: crun create -b b c >log 2>&1
- run: crun start c
- if: always()
  run: |
    if [ "\${{ job.status }}" = success ]; then
      crun delete --force c
    else
      crun delete --force c || true
    fi`,
  'in a step that always runs, by a random name of its own': `
- run: crun create -b b "c-$RANDOM" >log 2>&1
- if: always()
  run: crun delete --force "c-$RANDOM" || true`,
  'in a step that always runs, by a variable that only the other shell had': `
- run: |
    NAME=c
    crun create -b b "$NAME" >log 2>&1
- if: always()
  run: crun delete --force "$NAME" || true`,
  'by a script that another shell reads from a pipe': `
- run: echo "crun create -b b c >log 2>&1" | bash`,
  'by nothing, where it is run in the background and not waited for': `
- run: |
    mkdir b
    cd b
    crun spec
    crun run -b . c >log 2>&1 &
    sleep 0.5`,
  'in a trap for signals too, which waits for the command that lasts': `
- run: |
    trap 'crun delete --force c' EXIT INT TERM
    crun create -b b c >log 2>&1
    crun start c`,
};

/** Clean-ups of which a command before the removal may fail, and whether the removal is then still come to. */
const cleanUps: Readonly<Record<string, { readonly ends: boolean; readonly steps: string }>> = {
  'a step that collects first': {
    ends: true,
    steps: `
- run: crun create -b b c >log 2>&1
- if: always()
  run: |
    ./collect
    crun delete --force c`,
  },
  'a step that collects first, and forgives it': {
    ends: false,
    steps: `
- run: crun create -b b c >log 2>&1
- if: always()
  run: |
    ./collect || true
    crun delete --force c`,
  },
  'a step that collects first, in a shell without -e': {
    ends: false,
    steps: `
- run: crun create -b b c >log 2>&1
- if: always()
  run: |
    set +e
    ./collect
    crun delete --force c`,
  },
  'a step that collects last': {
    ends: false,
    steps: `
- run: crun create -b b c >log 2>&1
- if: always()
  run: |
    crun delete --force c
    ./collect`,
  },
  'a step of its own before': {
    ends: false,
    steps: `
- run: crun create -b b c >log 2>&1
- if: always()
  run: ./collect
- if: always()
  run: crun delete --force c`,
  },
  'a step that collects first, and another one behind it': {
    ends: false,
    steps: `
- run: crun create -b b c >log 2>&1
- if: always()
  run: |
    ./collect
    crun delete --force c
- if: always()
  run: crun delete --force c || true`,
  },
  'an EXIT trap that collects first, and forgives it': {
    ends: false,
    steps: `
- run: |
    trap './collect || :; crun delete --force c' EXIT
    crun create -b b c >log 2>&1
    crun start c`,
  },
  'an EXIT trap whose function collects first': {
    ends: true,
    steps: `
- run: |
    tidy() {
      ./collect
      crun delete --force c
    }
    trap tidy EXIT
    crun create -b b c >log 2>&1
    crun start c`,
  },
};

/** Leaks that are real and that the rule doesn't report, with the reason. What it learns to report goes from here. */
const leftOut: Readonly<Record<string, string>> = {
  'in a step that always runs, under an output that comes after it was made':
    'a condition that is not known is taken to hold',
  'in an EXIT trap of a subshell that makes it':
    "only on cancellation: the runner's signals reach the step's shell alone, and the subshell is killed with the job's orphans",
  'in the script of another shell': 'only on cancellation, as with a subshell',
  'in a background job that is not waited for': 'a background command is taken to end within the job',
  'in a trap for signals too, which waits for the command that lasts':
    'only on cancellation of a command that lasts longer than ten seconds: until it ends bash puts the handler of a signal off, where an EXIT trap alone would run at SIGTERM',
};

const found = findCrun();
const title = found.kind === 'missing' ? ` (skipped: ${found.why})` : '';

describe.skipIf(found.kind === 'missing')(`missing-container-cleanup against real crun${title}`, () => {
  const { crun } = found as { readonly crun: WorkingCrun };

  it.each(Object.entries(waysToRemove))(
    'where a container is removed %s',
    async (name, steps) => {
      const text = `on: push\njobs:\n  job:\n    runs-on: [self-hosted, one]\n    steps:${steps.replace(/\n/g, '\n      ')}\n`;
      const { leaks, undisturbed } = await findLeaks(crun, {
        workflow: parsePlainWorkflow(text),
        job: 'job',
      });
      expect(undisturbed.status).toBe('success');
      // What goes wrong in the clean-up itself can't be asked of anybody.
      const ways = leaks.filter(({ struck }) => struck !== 'clean-up').map(({ way }) => way);
      const really = { leaks: ways.length > 0, ways };
      const said = ruleOn(text);
      if (leftOut[name] !== undefined) expect([really.leaks, said]).toEqual([true, []]);
      else
        expect({ ...really, said }).toEqual({
          ...really,
          said: really.leaks ? expect.arrayContaining([expect.any(String)]) : [],
        });
    },
    120_000,
  );
});

describe.skipIf(found.kind === 'missing')(
  `a clean-up that ends before its removal, on real crun${title}`,
  () => {
    const { crun } = found as { readonly crun: WorkingCrun };

    it.each(Object.entries(cleanUps))(
      'is one, or none: %s',
      async (_, { ends, steps }) => {
        const text = `on: push\njobs:\n  job:\n    runs-on: [self-hosted, one]\n    steps:${steps.replace(/\n/g, '\n      ')}\n`;
        const { leaks } = await findLeaks(crun, { workflow: parsePlainWorkflow(text), job: 'job' });
        const ways = leaks.filter(({ way }) => /collect.* fails/.test(way)).map(({ way }) => way);
        expect(ways.length > 0).toBe(ends);
        const note = expect.stringMatching(
          /is left when `\.\/collect`, which runs before its removal, fails/,
        );
        expect(ruleOn(text)).toEqual(ends ? [note] : []);
      },
      120_000,
    );
  },
);

describe.skipIf(found.kind === 'missing')(`a clean-up that kills first, on real crun${title}`, () => {
  const { crun } = found as { readonly crun: WorkingCrun };
  const job = (cleanUp: string) => `on: push
jobs:
  job:
    runs-on: [self-hosted, one]
    steps:
      - run: |
          crun create -b b c >log 2>&1
          crun start c
      - run: |
          crun kill c KILL
          sleep 0.3
      - if: always()
        run: |
          ${cleanUp}
          crun delete --force c
`;

  it('fails where the container has ended, and leaves it', async () => {
    const text = job('crun kill c TERM');
    const { leaks } = await findLeaks(crun, { workflow: parsePlainWorkflow(text), job: 'job' });
    expect(leaks.map(({ way }) => way)).toContain('undisturbed');
    expect(ruleOn(text)).toEqual([
      expect.stringMatching(/is left when `crun kill c TERM`, which runs before its removal, fails/),
    ]);
  }, 120_000);

  it('is forgiven', async () => {
    const text = job('crun kill c TERM || true');
    const { leaks } = await findLeaks(crun, { workflow: parsePlainWorkflow(text), job: 'job' });
    expect(leaks.filter(({ struck }) => struck !== 'clean-up')).toEqual([]);
    expect(ruleOn(text)).toEqual([]);
  }, 120_000);
});

function ruleOn(text: string): readonly string[] {
  const path = '.github/workflows/x.yml';
  const report = audit({
    head: new Map([[path, { kind: 'text', path, id: 'x', text }]]),
    policy: policyOf([]),
    facts: { visibility: 'private', remoteActions: new Map() },
    rules: new Set(['missing-container-cleanup']),
  });
  expect(report.failures).toEqual([]);
  return report.findings.map((finding) => finding.message);
}
