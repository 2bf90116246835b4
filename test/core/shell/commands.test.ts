import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { commandsOf } from '../../../src/core/shell/commands.ts';
import type { ShellCommand } from '../../../src/core/shell/model.ts';
import { parseWorkflow } from '../../../src/core/workflow/parse-workflow.ts';
import { plainScalar } from './plain-scalar.ts';

function shown(command: ShellCommand): string {
  return command.words.map((word) => word.value ?? '?').join(' ');
}

function commandsIn(text: string, env: Record<string, string> = {}): string[] {
  return commandsOf(plainScalar(text), undefined, new Map(Object.entries(env))).map(shown);
}

describe('commandsOf', () => {
  test.each<[string, string, string[]]>([
    ['words after quote removal', `echo "a b" 'c'd`, ['echo a b cd']],
    ['pipelines, lists and groups', 'a | b && { c; } || (d)', ['a', 'b', 'c', 'd']],
    [
      'the condition and both branches',
      'if a; then b; elif c; then d; else e; fi',
      ['a', 'b', 'c', 'd', 'e'],
    ],
    ['no comments', '# crun create x\nls', ['ls']],
    ['no text that is only printed', 'echo "crun create x"', ['echo crun create x']],
    ['no text of a heredoc', 'cat <<EOF\ncrun create x\nEOF\nls', ['cat', 'ls']],
    ['a heredoc that a shell reads', 'bash <<EOF\ncrun create x\nEOF', ['crun create x']],
    ['variables of the script', 'X=crun; $X create "$X-1"', ['crun create crun-1']],
    ['defaults of variables', '$' + '{RUNTIME:-crun} create a', ['crun create a']],
    ['unquoted values split into words', 'O="-d --rm"; docker run $O i', ['docker run -d --rm i']],
    ['arrays', 'A=(x "y z"); c "$' + '{A[@]}"', ['c x y z']],
    ['braces', 'rm x{1..3}', ['rm x1 x2 x3']],
    ['unknown variables', 'c "$X"', ['c ?']],
    ['functions where they are called', 'f() { c "$1"; }\nf a\nf b', ['c a', 'c b']],
    ['substitutions before their command', 'c "$(d)"', ['d', 'c ?']],
    ['backticks', 'c `d`', ['d', 'c ?']],
    ['what is printed is known', 'c "$(echo x)"', ['echo x', 'c x']],
    ['bash -c', `bash -ec 'a; b'`, ['a', 'b']],
    ['sh -c in sudo', `sudo -u root sh -c "a && b"`, ['a', 'b']],
    ['su -c', `su - me -c 'a b'`, ['a b']],
    ['eval of literals', `eval "a" 'b'`, ['eval a b', 'a b']],
    ['the actions of traps', `trap 'a b' EXIT`, ['trap a b EXIT', 'a b']],
    ['xargs with what comes in', 'echo a b | xargs -r c -f', ['echo a b', 'c -f a b']],
    ['case arms', 'case $x in a) b;; *) c;; esac', ['b', 'c']],
    ['case with a known subject', 'x=1; case $x in 1) b;; *) c;; esac', ['b']],
    ['loops once', 'for i in a b; do c $i; done', ['c ?']],
    ['a variable of one of two values', 'if a; then X=1; else X=2; fi; c $X', ['a', 'c ?']],
  ])('%s', (_, script, expected) => {
    expect(commandsIn(script)).toEqual(expected);
  });

  test.each([
    ['sudo -E', ['sudo']],
    ['env -u X A=b', ['env']],
    ['timeout -k 5 60s', ['timeout']],
    ['nice -n 10', ['nice']],
    ['nohup', ['nohup']],
    ['command', ['command']],
    ['/usr/bin/sudo -n timeout 5', ['/usr/bin/sudo', 'timeout']],
    ['nsenter -t 1 -m --', ['nsenter']],
    ['chroot /mnt', ['chroot']],
    ['doppler run --config ci --', ['doppler']],
    ['nix develop .#ci --command', ['nix']],
  ])('takes off %s', (wrapper, wrappers) => {
    const [command] = commandsOf(plainScalar(`${wrapper} crun create x`));
    expect(command && shown(command)).toBe('crun create x');
    expect(command?.wrappers).toEqual(wrappers);
  });

  test('a wrapper that only asks runs nothing', () => {
    expect(commandsIn('command -v crun')).toEqual(['command -v crun']);
  });

  test('expressions stay as they are written', () => {
    const [command] = commandsOf(plainScalar(`crun delete "e2e-\${{ github.run_id }}" \${{ format('}}') }}`));
    expect(command?.words.map((word) => word.value)).toEqual([
      'crun',
      'delete',
      `e2e-\${{ github.run_id }}`,
      `\${{ format('}}') }}`,
    ]);
    expect(command?.words[2]?.raw).toBe(`"e2e-\${{ github.run_id }}"`);
  });

  test('the environment gives values', () => {
    expect(commandsIn('c $A', { A: 'x' })).toEqual(['c x']);
  });

  test('other shells are not read', () => {
    const other = { kind: 'other', errexit: false, pipefail: false } as const;
    expect(commandsOf(plainScalar('a'), other)).toEqual([]);
  });

  test('tells what runs under a condition', () => {
    const commands = commandsOf(plainScalar('a; if b; then c; fi; d && e; f'));
    expect(commands.map((command) => command.conditional)).toEqual([false, false, true, false, true, false]);
  });

  test('positions lead through YAML and through nested scripts', () => {
    const text = [
      'on: push',
      'jobs:',
      '  a:',
      '    runs-on: ubuntu-latest',
      '    steps:',
      '      - run: |',
      '          sudo bash -c "true && crun create x"',
      '      - run: >-',
      '          runc delete',
      '          -f y',
      '',
    ].join('\n');
    const workflow = parseWorkflow({ path: '.github/workflows/a.yml', id: '1', text });
    const found = workflow.jobs[0]?.steps.flatMap((step) =>
      step.run === undefined
        ? []
        : commandsOf(step.run).map(({ span }) => text.slice(span.start, span.end).split('\n')[0]),
    );
    expect(found).toEqual(['true', 'crun create x', 'runc delete']);
  });

  test('a script of 100,000 lines is read', () => {
    const line = 'if grep -q "$X" y; then docker run -d --name "x$i" img; fi\n';
    expect(commandsOf(plainScalar(line.repeat(100_000)))).toHaveLength(200_000);
  });

  test.each([
    ['parentheses', '('.repeat(20_000)],
    ['substitutions', 'a $('.repeat(20_000)],
    ['conditions', 'if a; then '.repeat(20_000)],
    ['functions that call themselves', 'f() { f; f; }; f'],
    [
      'functions that double',
      [...Array.from({ length: 60 }, (_, n) => `f${n}() { f${n + 1}; f${n + 1}; }`), 'f0'].join('\n'),
    ],
    ['values that double', `${'X=$X$X\n'.repeat(200)}c $X`],
    [
      'a script in a script',
      Array.from({ length: 12 }).reduce<string>((inner) => `bash -c ${JSON.stringify(inner)}`, 'a'),
    ],
  ])('%s come to an end', (_, script) => {
    expect(Array.isArray(commandsOf(plainScalar(script)))).toBe(true);
  });
});

const fragments = fc.constantFrom(
  ...[
    'a',
    ' ',
    '\n',
    ';',
    '&',
    '|',
    '&&',
    '"',
    "'",
    '$',
    '${',
    '}',
    '$(',
    ')',
    '`',
    '(',
    '{',
    '<<EOF\n',
    'EOF\n',
  ],
  ...[
    'if ',
    'then ',
    'fi ',
    'for i in ',
    'do ',
    'done ',
    'case ',
    'esac ',
    'trap ',
    'eval ',
    'bash -c ',
    'exit ',
  ],
  ...[
    `\${{ x }}`,
    '${{',
    '}}',
    '\\',
    '#',
    '[[ ',
    ' ]]',
    '((',
    '))',
    'X=',
    '$X',
    '${X:-',
    '\ue000',
    '\u0000',
    '😀',
  ],
);

describe('on any text', () => {
  test('never throws, and spans lie inside', () => {
    fc.assert(
      fc.property(fc.array(fragments, { maxLength: 60 }), (parts) => {
        const text = parts.join('');
        for (const command of commandsOf(plainScalar(text)))
          for (const { span } of [command, ...command.words]) {
            expect(span.start).toBeGreaterThanOrEqual(0);
            expect(span.start).toBeLessThanOrEqual(span.end);
            expect(span.end).toBeLessThanOrEqual(text.length);
          }
      }),
      { numRuns: 2000 },
    );
  });

  test("a word's raw text is the file's text at its span", () => {
    const word = fc.constantFrom('a', '"b c"', "'d'", '$X', `\${{ github.sha }}`, '"e$(f)"', 'g\\ h');
    fc.assert(
      fc.property(fc.array(fc.array(word, { minLength: 1, maxLength: 5 }), { maxLength: 8 }), (lines) => {
        const text = lines.map((words) => `c ${words.join(' ')}`).join('\n');
        for (const command of commandsOf(plainScalar(text)))
          for (const { raw, span } of command.words) expect(text.slice(span.start, span.end)).toBe(raw);
      }),
    );
  });
});
