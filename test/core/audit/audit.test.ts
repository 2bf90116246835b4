import { describe, expect, it } from 'vitest';
import { type AuditInput, audit } from '../../../src/core/audit/audit.ts';
import { WorkflowCache } from '../../../src/core/audit/workflow-cache.ts';
import { AskedMap } from '../../../src/core/decide/asked-map.ts';
import { defaultPolicy } from '../../../src/core/policy/default-policy.ts';
import type { Rule, StepScope } from '../../../src/core/rules/rule.ts';
import { boilingOver, fragile, noFacts, onStove, policyWith, tree, twinPot } from './small-repository.ts';

const registry = [boilingOver, onStove];

/** A workflow with one job of steps, each a script. */
function workflow(
  scripts: readonly string[],
  { job = 'cook', runner = 'ubuntu-latest', top = '' } = {},
): string {
  const steps = scripts.map((script) => `      - run: |\n${script.replace(/^/gm, '          ')}\n`).join('');
  return `${top}on: push\njobs:\n  ${job}:\n    runs-on: ${runner}\n    steps:\n${steps}`;
}

function run(head: Record<string, string>, rest: Partial<AuditInput> = {}) {
  return audit({ head: tree(head), policy: defaultPolicy, facts: noFacts, registry, ...rest });
}

function statuses(
  head: Record<string, string>,
  base: Record<string, string>,
  rest: Partial<AuditInput> = {},
) {
  const report = run(head, { base: tree(base), ...rest });
  return {
    findings: report.findings.map(
      ({ path, start, rule, status }) => `${path.slice(18)}:${start.line} ${rule} ${status}`,
    ),
    resolved: report.resolved.map(({ path, start, rule }) => `${path.slice(18)}:${start.line} ${rule}`),
  };
}

type Spy = (scope: Parameters<NonNullable<Rule['workflow']>>[0]) => unknown;

/** Audits with one cache and one rule, and lists what the rule saw whenever it looked at a workflow. */
function spyOn(see: Spy) {
  const cache = new WorkflowCache(1_000_000);
  const seen: unknown[] = [];
  const spy: Rule = {
    ...fragile,
    workflow: (scope) => {
      seen.push(see(scope));
      return [];
    },
  };
  return {
    seen,
    look: (head: Record<string, string>, rest: Partial<AuditInput> = {}) =>
      run(head, { cache, registry: [spy], ...rest }),
  };
}

describe('findings', () => {
  it('stand at their place, with the words of the rule', () => {
    expect(run({ 'a.yml': workflow(['echo\nsudo boil rice']) })).toEqual({
      workflows: 1,
      findings: [
        {
          rule: 'boiling-over',
          severity: 'error',
          path: '.github/workflows/a.yml',
          start: { line: 8, column: 16 },
          end: { line: 8, column: 20 },
          job: 'cook',
          step: 'step 1',
          message: '`rice` boils over.',
          reason: 'It boils over.',
          remedy: 'Put a lid on.',
          related: [],
          fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
          status: 'introduced',
        },
      ],
      resolved: [],
      suppressions: [],
      failures: [],
    });
  });

  it('are the same, byte for byte, whatever the order of the files', () => {
    const files = {
      'a.yml': workflow(['boil rice']),
      'b.yml': workflow(['boil tea', 'boil eggs'], { runner: 'stove' }),
    };
    const reversed = Object.fromEntries(Object.entries(files).reverse());
    expect(JSON.stringify(run(files))).toBe(JSON.stringify(run(reversed)));
    expect(run(files).findings.map(({ path, start }) => `${path}:${start.line}`)).toEqual([
      '.github/workflows/a.yml:7',
      '.github/workflows/b.yml:4',
      '.github/workflows/b.yml:7',
      '.github/workflows/b.yml:9',
    ]);
  });

  it('have fingerprints of their own, also where one step offends twice in the same way', () => {
    const { findings } = run({
      'a.yml': workflow(['boil tea\nboil tea', 'boil tea']),
      'b.yml': workflow(['boil tea']),
    });
    expect(findings).toHaveLength(4);
    expect(new Set(findings.map(({ fingerprint }) => fingerprint)).size).toBe(4);
  });

  it('keep their fingerprints when lines shift', () => {
    const print = (text: string) => run({ 'a.yml': text }).findings.map(({ fingerprint }) => fingerprint);
    const text = workflow(['boil tea']);
    expect(
      print(`# one\n\n# two\n${text.replace('    steps', '    timeout-minutes: 5\n    steps')}`),
    ).toEqual(print(text));
  });

  it('come from the chosen rules only', () => {
    const files = { 'a.yml': workflow(['boil rice'], { runner: 'stove' }) };
    expect(run(files).findings.map(({ rule }) => rule)).toEqual(['on-stove', 'boiling-over']);
    expect(run(files, { rules: new Set(['on-stove']) }).findings.map(({ rule }) => rule)).toEqual([
      'on-stove',
    ]);
  });
});

describe('the policy', () => {
  const files = { 'a.yml': workflow(['boil rice']) };
  it.each([
    [{ severity: 'off' }, []],
    [{ severity: 'note' }, ['note']],
    [{}, ['error']],
    [{ except: ['a.yml'] }, []],
    [{ except: ['*.yml'] }, []],
    [{ except: ['.github/workflows/a.yml'] }, []],
    [{ except: ['**/a.*'] }, []],
    [{ except: ['a.yml#cook'] }, []],
    [{ except: ['*#c*'] }, []],
    [{ except: ['a.yml#bake'] }, ['error']],
    [{ except: ['b.yml'] }, ['error']],
    [{ except: ['a.yml#'] }, ['error']],
  ] as const)('%j', (setting, expected) => {
    const { findings } = run(files, { policy: policyWith('boiling-over', setting) });
    expect(findings.map(({ severity }) => severity)).toEqual(expected);
  });

  it("does not except a whole file's finding by one of its jobs", () => {
    const policy = policyWith('fragile', { except: ['a.yml#cook'] });
    expect(run(files, { policy, registry: [fragile] }).findings).toHaveLength(1);
  });
});

describe('a rule that breaks', () => {
  const files = { 'a.yml': workflow(['break me']), 'b.yml': workflow(['boil tea']) };
  it('is named with its place, goes on with other files, and silences no other rule', () => {
    const { findings, failures } = run(files, { registry: [fragile, boilingOver] });
    expect(failures).toEqual([
      { rule: 'fragile', where: '.github/workflows/a.yml', error: 'TypeError: it broke' },
    ]);
    expect(findings.map(({ path, rule }) => `${path} ${rule}`)).toEqual([
      '.github/workflows/b.yml fragile',
      '.github/workflows/b.yml boiling-over',
    ]);
  });

  it('is named once, though it breaks at head and base', () => {
    expect(run(files, { base: tree(files), registry: [fragile] }).failures).toHaveLength(1);
  });
});

describe('against a base', () => {
  const tea = workflow(['boil tea']);

  it('what is new is introduced, what was there exists, what is gone is resolved', () => {
    expect(
      statuses(
        { 'a.yml': workflow(['boil rice', 'boil tea']) },
        { 'a.yml': workflow(['boil tea', 'boil eggs']) },
      ),
    ).toEqual({
      findings: ['a.yml:7 boiling-over introduced', 'a.yml:9 boiling-over existing'],
      resolved: ['a.yml:9 boiling-over'],
    });
  });

  it.each([
    ['lines shift', { 'a.yml': `# new\n# lines\n${tea}` }],
    ['a step with no name changes elsewhere', { 'a.yml': workflow(['echo hello\nboil tea\necho done']) }],
    ['the file is renamed', { 'z.yml': tea }],
    ['the file is renamed and edited', { 'z.yml': tea.replace('push', '[push, pull_request]') }],
    ['the job is renamed', { 'a.yml': workflow(['boil tea'], { job: 'brew' }) }],
    [
      'the job moves to another file',
      { 'a.yml': workflow(['echo'], { job: 'other' }), 'b.yml': tea.replace('on: push', 'on: pull_request') },
    ],
    ['another file comes', { 'a.yml': tea, 'b.yml': workflow(['echo']) }],
  ])('a finding stays the same when %s', (_, head) => {
    const { findings, resolved } = statuses(head, { 'a.yml': tea });
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatch(/ existing$/);
    expect(resolved).toEqual([]);
  });

  describe('of a step that has no name', () => {
    const base = { 'a.yml': workflow(['echo first', 'boil tea', 'echo last']) };
    const first = 'echo first';
    const last = 'echo last';

    it.each([
      ['is written in other words', [first, 'sudo boil tea --long', last]],
      ['becomes a longer script', [first, 'set -e\nmkdir pot\nboil tea >"$LOG"', last]],
      ['has other steps written anew beside it', [first, 'light', 'boil tea -q', last]],
    ])('a finding stays the same when it %s', (_, scripts) => {
      expect(statuses({ 'a.yml': workflow(scripts) }, base)).toEqual({
        findings: [expect.stringMatching(/ existing$/)],
        resolved: [],
      });
    });

    it.each([
      ['what it is about is another', [first, 'sudo boil rice', last]],
      ['it stands in another place', [first, last, 'sudo boil tea']],
    ])('a finding is introduced where %s', (_, scripts) => {
      const { findings, resolved } = statuses({ 'a.yml': workflow(scripts) }, base);
      expect(findings).toEqual([expect.stringMatching(/ introduced$/)]);
      expect(resolved).toHaveLength(1);
    });

    it('a finding is introduced where the step that had it is still there, and has it no more', () => {
      const onlyLast = {
        ...boilingOver,
        *step(scope: StepScope<unknown>) {
          if (scope.step.index === scope.job.steps.length - 1) yield* boilingOver.step?.(scope) ?? [];
        },
      };
      const before = { 'a.yml': workflow([first, 'boil tea']) };
      const head = { 'a.yml': workflow([first, 'boil tea', 'sudo boil tea']) };
      expect(statuses(head, before, { registry: [onlyLast] })).toEqual({
        findings: ['a.yml:11 boiling-over introduced'],
        resolved: ['a.yml:9 boiling-over'],
      });
    });

    it('a second one in its place is introduced, once', () => {
      const head = workflow([first, 'boil tea -q', 'boil tea -v', last]);
      expect(statuses({ 'a.yml': head }, base).findings).toEqual([
        'a.yml:9 boiling-over existing',
        'a.yml:11 boiling-over introduced',
      ]);
    });
  });

  it('a copy of an offending file is introduced', () => {
    expect(statuses({ 'a.yml': tea, 'b.yml': tea }, { 'a.yml': tea }).findings).toEqual([
      'a.yml:7 boiling-over existing',
      'b.yml:7 boiling-over introduced',
    ]);
  });

  it('a second offence like the first is introduced, once', () => {
    expect(statuses({ 'a.yml': workflow(['boil tea\nboil tea']) }, { 'a.yml': tea }).findings).toEqual([
      'a.yml:7 boiling-over existing',
      'a.yml:8 boiling-over introduced',
    ]);
  });

  it('a new job with the offence of one that was deleted is introduced', () => {
    const head = workflow(['make all\nmake test\nmake dist\nboil tea'], { job: 'brew' });
    const base = workflow(['cd kitchen\n./light\n./wait\nboil tea\n./serve'], { job: 'cook' });
    expect(statuses({ 'a.yml': head }, { 'a.yml': base })).toEqual({
      findings: ['a.yml:10 boiling-over introduced'],
      resolved: ['a.yml:10 boiling-over'],
    });
  });

  it('a finding that has become graver is introduced', () => {
    const graded = { ...onStove, severity: () => 'error' as const };
    const graver = {
      ...graded,
      *job({ job }: Parameters<NonNullable<typeof onStove.job>>[0]) {
        if (job.runsOn !== undefined)
          yield {
            at: job.runsOn,
            message: 'Hot.',
            severity: job.name ? ('error' as const) : ('note' as const),
          };
      },
    };
    const base = workflow(['echo'], { runner: 'stove' });
    const head = base.replace('    runs-on', '    name: Cook\n    runs-on');
    expect(statuses({ 'a.yml': head }, { 'a.yml': base }, { registry: [graver] })).toEqual({
      findings: ['a.yml:5 on-stove introduced'],
      resolved: [],
    });
  });

  describe('of two twins', () => {
    const named = (extra: string) => `name: Pot\n${workflow(['echo'])}${extra}`;
    const twins = { registry: [twinPot] };

    it('the finding stays where only the other one changes', () => {
      const base = { 'a.yml': named(''), 'b.yml': named('# b\n') };
      expect(statuses({ ...base, 'b.yml': named('# b, longer\n') }, base, twins).findings).toEqual([
        'a.yml:1 twin-pot existing',
      ]);
    });

    it('nothing is introduced where the other one is now the one to delete', () => {
      const base = { 'a.yml': named(''), 'b.yml': named('# b\n') };
      const head = { ...base, 'a.yml': named('# now the longer one\n') };
      expect(statuses(head, base, twins)).toEqual({ findings: ['b.yml:1 twin-pot existing'], resolved: [] });
    });

    it('a file that becomes a twin by a change of the other is introduced', () => {
      const base = { 'a.yml': named(''), 'b.yml': named('# b\n').replace('Pot', 'Pan') };
      expect(statuses({ ...base, 'b.yml': named('# b\n') }, base, twins).findings).toEqual([
        'a.yml:1 twin-pot introduced',
      ]);
    });
  });
});

describe('parsed workflows', () => {
  it('are kept from one audit to the next by path and content', () => {
    const cache = new WorkflowCache(1_000_000);
    const seen: unknown[] = [];
    const spy: Rule = {
      ...twinPot,
      repository: ({ repository }) => {
        seen.push(...repository.workflows);
        return [];
      },
    };
    run({ 'a.yml': workflow(['x']), 'b.yml': workflow(['y']) }, { cache, registry: [spy] });
    run({ 'a.yml': workflow(['x']), 'b.yml': workflow(['changed']) }, { cache, registry: [spy] });
    expect(seen[2]).toBe(seen[0]);
    expect(seen[3]).not.toBe(seen[1]);
  });

  it('are looked at once, base and head together', () => {
    const { seen, look } = spyOn(({ workflow: { id } }) => id);
    const base = { 'a.yml': workflow(['x']), 'b.yml': workflow(['y']) };
    look({ ...base, 'b.yml': workflow(['changed']) }, { base: tree(base) });
    expect(seen).toHaveLength(3);
    look(base);
    expect(seen).toHaveLength(3);
  });

  it.each<[string, Spy, Partial<AuditInput> & { files?: Record<string, string> }]>([
    [
      'a file',
      ({ repository }) => repository.file('scripts/x.sh')?.text,
      { files: { 'scripts/x.sh': 'two' } },
    ],
    [
      'a file that came',
      ({ repository }) => repository.file('scripts/y.sh')?.text,
      { files: { 'scripts/y.sh': 'new' } },
    ],
    ['the policy', ({ repository }) => repository.policy.runners.length, { policy: policyWith('x', {}) }],
    [
      'the visibility',
      ({ repository }) => repository.visibility,
      { facts: { ...noFacts, visibility: 'public' } },
    ],
    [
      "others' actions",
      ({ repository }) => repository.remoteActions.size,
      { facts: { ...noFacts, remoteActions: new Map([['a/b@c', { using: 'docker' }]]) } },
    ],
    [
      'other workflows',
      ({ repository }) => repository.workflows.length,
      { files: { 'b.yml': workflow(['y']) } },
    ],
  ])('are looked at again where a rule reads what changed: %s', (_, read, { files, ...rest }) => {
    const start = { 'a.yml': workflow(['x']), 'scripts/x.sh': 'one' };
    const { seen, look } = spyOn((scope) => (scope.workflow.path.endsWith('a.yml') ? read(scope) : 'other'));
    look(start);
    look(start);
    expect(seen).toHaveLength(1);
    look({ ...start, ...files }, rest);
    expect(seen.filter((one) => one !== 'other')).toHaveLength(2);

    const blind = spyOn(() => 'nothing');
    blind.look(start);
    blind.look({ ...start, ...files }, rest);
    expect(blind.seen).toHaveLength('b.yml' in (files ?? {}) ? 2 : 1);
  });

  it('are looked at again by another rule, with another severity or other options', () => {
    const { seen, look } = spyOn(() => 'x');
    const files = { 'a.yml': workflow(['x']) };
    look(files);
    look(files, { policy: policyWith('fragile', { severity: 'note' }) });
    look(files, { policy: policyWith('fragile', { options: { lid: 'on' } }) });
    look(files, { policy: policyWith('fragile', { except: ['x.yml'] }) });
    expect(seen).toHaveLength(3);
  });

  it('tell whoever reads files for us what they look for, also where nothing is looked at again', () => {
    const { look } = spyOn(({ repository }) => repository.file('scripts/x.sh'));
    for (let times = 0; times < 2; times += 1) {
      const head = new AskedMap(tree({ 'a.yml': workflow(['x']) }));
      look({}, { head });
      expect(head.asked).toContain('scripts/x.sh');
    }
  });

  it('are forgotten, the longest unused first, when there is no room', () => {
    const text = workflow(['x']);
    const file = (path: string) => ({ kind: 'text' as const, path, id: 'x', text });
    const cache = new WorkflowCache(text.length * 2);
    const [a, b] = [cache.parse(file('a')), cache.parse(file('b'))];
    expect(cache.parse(file('a'))).toBe(a);
    cache.parse(file('c'));
    expect(cache.parse(file('a'))).toBe(a);
    expect(cache.parse(file('b'))).not.toBe(b);
  });
});
