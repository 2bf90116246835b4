import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defaultPolicy } from '../../../src/core/policy/default-policy.ts';
import { parsePolicy } from '../../../src/core/policy/parse-policy.ts';
import { defineRule, type Rule } from '../../../src/core/rules/rule.ts';

const words = { summary: 's', why: 'w', remedy: 'r' };
const rules: readonly Rule[] = [
  defineRule({
    ...words,
    id: 'missing-lid',
    severity: 'error',
    options: z.object({
      pots: z
        .array(z.enum(['clay', 'iron']))
        .default(['clay'])
        .describe('Which pots.'),
      limit: z.number().int().min(1).default(3).describe('How many.'),
    }),
  }),
  defineRule({ ...words, id: 'cold-stove', severity: 'note', options: z.object({}) }),
];
const path = '.github/ci-warden.yml';
const parse = (text: string) => parsePolicy(text, path, rules);
const complaints = (text: string) =>
  parse(text).problems.map(({ start, message }) => `${start.line}:${start.column} ${message}`);

describe('a policy that is right', () => {
  it('is read whole', () => {
    const { policy, problems, stated } = parse(`
version: 1
runners:
  proxmox: { labels: [self-hosted, proxmox], provides: [crun, docker] }
  other: { labels: [self-hosted, other], aliases: [[self-hosted, runner0]] }
capabilities:
  docker: { actions: [acme/scan-action], commands: [scan] }
rules:
  cold-stove: off
  missing-lid: { severity: warning, limit: 5, except: [release.yml#publish] }
tracking:
  - issue: 106
    plan: docs/PLAN.md
    started: 2025-10-10
`);
    expect(problems).toEqual([]);
    expect(policy.runners).toEqual([
      { name: 'proxmox', labels: ['self-hosted', 'proxmox'], aliases: [], provides: ['crun', 'docker'] },
      {
        name: 'other',
        labels: ['self-hosted', 'other'],
        aliases: [['self-hosted', 'runner0']],
        provides: undefined,
      },
    ]);
    expect(policy.capabilities.get('docker')).toEqual({ actions: ['acme/scan-action'], commands: ['scan'] });
    expect(policy.rules.get('cold-stove')).toEqual({ severity: 'off', except: [], options: undefined });
    expect(policy.rules.get('missing-lid')).toEqual({
      severity: 'warning',
      except: ['release.yml#publish'],
      options: { pots: ['clay'], limit: 5 },
    });
    expect(policy.tracking).toEqual([
      { issue: 106, plan: 'docs/PLAN.md', started: '2025-10-10', tick: false, comments: false, evidence: [] },
    ]);
    expect([...stated].sort()).toEqual(['capabilities', 'rules', 'runners', 'tracking', 'version']);
  });

  it('leaves the severity to the rule where it gives options only', () => {
    expect(
      parse('version: 1\nrules: { missing-lid: { limit: 2 } }').policy.rules.get('missing-lid')?.severity,
    ).toBeUndefined();
  });

  it('may begin with a byte order mark and have Windows line ends', () => {
    expect(complaints('\ufeffversion: 1\r\nrules:\r\n  cold-stove: note\r\n')).toEqual([]);
  });
});

describe('a policy that is wrong is said where and how', () => {
  it.each([
    ['a missing version', 'rules: {}', ['1:1 `version`: is missing']],
    ['an empty file', '', ['1:1 `version`: is missing']],
    ['another version', 'version: 2', ['1:10 `version`: must be `1`']],
    [
      'a misspelt key',
      'version: 1\nrunnners: {}',
      ['2:1 `runnners`: unknown key `runnners`; did you mean `runners`?'],
    ],
    [
      'a key unlike any',
      'version: 1\nzebra: {}',
      ['2:1 `zebra`: unknown key `zebra`; known here: capabilities, rules, runners, tracking, version'],
    ],
    [
      'a misspelt rule',
      'version: 1\nrules:\n  missing-lit: error',
      ['3:3 `rules.missing-lit`: unknown key `missing-lit`; did you mean `missing-lid`?'],
    ],
    [
      "a misspelt option of a rule's own",
      'version: 1\nrules:\n  missing-lid:\n    limt: 5',
      ['4:5 `rules.missing-lid.limt`: unknown key `limt`; did you mean `limit`?'],
    ],
    [
      'a severity that is none',
      'version: 1\nrules: { missing-lid: eror }',
      ['2:23 `rules.missing-lid`: must be one of `off`, `note`, `warning`, `error`'],
    ],
    [
      'a severity that is none, in a mapping',
      'version: 1\nrules: { missing-lid: { severity: on } }',
      ['2:35 `rules.missing-lid.severity`: must be one of `off`, `note`, `warning`, `error`'],
    ],
    [
      'a list where a severity should be',
      'version: 1\nrules:\n  missing-lid: [error]',
      [
        '3:3 `rules.missing-lid`: must be a severity (`off`, `note`, `warning`, `error`) or a mapping of settings',
      ],
    ],
    [
      'an option out of range',
      'version: 1\nrules: { missing-lid: { limit: 0 } }',
      ['2:32 `rules.missing-lid.limit`: must be at least 1'],
    ],
    [
      'an option of the wrong type',
      'version: 1\nrules: { missing-lid: { limit: many } }',
      ['2:32 `rules.missing-lid.limit`: must be a number'],
    ],
    [
      'a choice that is none',
      'version: 1\nrules: { missing-lid: { pots: [clay, glass] } }',
      ['2:38 `rules.missing-lid.pots[1]`: must be one of `clay`, `iron`'],
    ],
    [
      'labels that are no list',
      'version: 1\nrunners:\n  a: { labels: proxmox }',
      ['3:16 `runners.a.labels`: must be a list'],
    ],
    ['no labels', 'version: 1\nrunners:\n  a: { labels: [] }', ['3:8 `runners.a.labels`: must not be empty']],
    [
      'a number as a label',
      'version: 1\nrunners:\n  a: { labels: [8] }',
      ['3:17 `runners.a.labels[0]`: must be text'],
    ],
    ['a runner without labels', 'version: 1\nrunners:\n  a: {}', ['3:3 `runners.a.labels`: is missing']],
    [
      'a date that is none',
      'version: 1\ntracking: [{ issue: 1, started: 2025-13-40 }]',
      ['2:33 `tracking[0].started`: must be a date such as 2025-10-10'],
    ],
    [
      'an issue that is none',
      'version: 1\ntracking: [{ issue: "#106" }]',
      ['2:21 `tracking[0].issue`: must be a number'],
    ],
    [
      'evidence of no known kind',
      'version: 1\ntracking: [{ issue: 1, evidence: [{ item: a, kind: file-gone, path: b }] }]',
      [expect.stringMatching(/^2:52 `tracking\[0\].evidence\[0\].kind`: must be one of `file-absent`, /)],
    ],
    [
      'a misspelt key of evidence',
      'version: 1\ntracking: [{ issue: 1, evidence: [{ item: a, kind: file-absent, pth: b }] }]',
      [
        '2:35 `tracking[0].evidence[0].path`: is missing',
        '2:65 `tracking[0].evidence[0].pth`: unknown key `pth`; did you mean `path`?',
      ],
    ],
    ['a list', '- version: 1', ['1:1 must be a mapping']],
    ['a key twice', 'version: 1\nrules: {}\nrules: {}', ['3:1 `rules`: stands twice']],
    [
      'a rule twice',
      'version: 1\nrules:\n  cold-stove: note\n  cold-stove: off',
      ['4:3 `rules.cold-stove`: stands twice'],
    ],
    [
      'a key that would be lost',
      'version: 1\nrunners:\n  __proto__: { labels: [a] }',
      ['3:3 `runners`: `__proto__` cannot be a key'],
    ],
    [
      'a nameless runner',
      'version: 1\nrunners:\n  "": { labels: [a] }',
      ['3:3 `runners.`: a name must not be empty'],
    ],
    [
      'a key that is a list',
      'version: 1\nrunners:\n  [a]: { labels: [a] }',
      ['3:3 `runners`: a key must be plain text'],
    ],
  ])('%s', (_, text, expected) => {
    expect(complaints(text)).toEqual(expected);
  });

  it('says everything that is wrong, in the order of the file', () => {
    expect(complaints('rles: {}\nrunners: { a: {} }\n')).toEqual([
      '1:1 `rles`: unknown key `rles`; did you mean `rules`?',
      '1:1 `version`: is missing',
      '2:12 `runners.a.labels`: is missing',
    ]);
  });

  it('says where YAML ends', () => {
    expect(complaints('version: 1\nrules: {a')[0]).toMatch(/^2:10 not valid YAML: /);
    expect(complaints('version: 1\n\trules: {}')[0]).toMatch(/^2:1 not valid YAML: /);
    expect(complaints('version: 1\n---\nversion: 1')[0]).toMatch(/not valid YAML: /);
  });

  it('falls back on the default policy', () => {
    expect(parse('version: 1\nrunnners: {}').policy).toBe(defaultPolicy);
  });
});

describe('a policy that would exhaust the reader', () => {
  it.each([
    ['nested lists', `version: 1\nrules: ${'['.repeat(100_000)}`],
    [
      'nested mappings',
      `version: 1\n${Array.from({ length: 5_000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')}`,
    ],
    [
      'aliases that multiply',
      `version: 1\na: &a [x, x, x, x, x, x, x, x, x, x]\n${'bcdefghij'
        .split('')
        .map((name, i) => `${name}: &${name} [${Array(10).fill(`*${'abcdefghi'[i]}`).join(', ')}]`)
        .join('\n')}`,
    ],
    ['an alias that contains itself', 'version: 1\nrules: &a { cold-stove: *a }'],
    ['sheer size', `version: 1\n#${'x'.repeat(300 * 1024)}`],
    ['very many keys', `version: 1\n${Array.from({ length: 20_000 }, (_, i) => `k${i}: 1`).join('\n')}`],
  ])('%s', (_, text) => {
    expect(parse(text).problems.length).toBeGreaterThan(0);
  });

  it('never throws, whatever the text', () => {
    const piece = fc.constantFrom(
      'version: 1',
      'rules:',
      '  ',
      '\n',
      ': ',
      '- ',
      '{',
      '}',
      '[',
      ']',
      '&a ',
      '*a',
      '"',
      "'",
      '|',
      '>',
      '#',
      '? ',
      '!!map ',
      '<<: ',
      'missing-lid',
      'runners',
      'labels',
      'null',
      '1',
      '\t',
      '---\n',
      '...\n',
      '__proto__',
      '\u0000',
      '\ufeff',
      'é',
    );
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece, { maxLength: 25 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const { policy, problems } = parse(text);
        expect(problems.length > 0).toBe(policy === defaultPolicy);
      }),
      { numRuns: 3_000 },
    );
  });
});
