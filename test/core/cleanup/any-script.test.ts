import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { auditScript, auditSteps } from './audit-job.ts';

const line = fc.constantFrom(
  ...[
    'docker run -d --name web img',
    'docker run --rm img',
    'ID=$(docker run -d img)',
    'crun create a',
    'crun start a',
  ],
  ...[
    'docker rm -f web',
    'docker rm -f $ID',
    'crun delete -f a',
    'docker stop web',
    'docker ps -aq | xargs docker rm -f',
  ],
  ...[
    "trap 'docker rm -f web' EXIT",
    'trap clean EXIT',
    'trap - EXIT',
    'clean() {',
    '}',
    'clean',
    'set -e',
    'set +e',
  ],
  ...[
    'if ./test; then',
    'elif [ -n "$ID" ]; then',
    'else',
    'fi',
    'for i in a b; do',
    'while true; do',
    'done',
    'break',
  ],
  ...[
    'exit 0',
    'exit 1',
    'return',
    '(',
    ')',
    'case $ID in a)',
    ';; *)',
    'esac',
    './test || exit 1',
    'exec ./test',
    '{',
  ],
  ...[
    'docker compose up -d',
    'docker compose down',
    'bash -c "',
    '"',
    'eval "$ID"',
    'cat <<EOF',
    'EOF',
    '&',
    '|',
    '\\',
  ],
);

describe('on any script', () => {
  test('never throws, and the findings stand in the script', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 25 }), (lines) => {
        for (const finding of auditScript(lines.join('\n') || 'true'))
          expect(Number(finding.split(':')[0])).toBeGreaterThan(6);
      }),
      { numRuns: 800 },
    );
  });

  test('a removal that always runs is enough, whatever the script does', () => {
    const always =
      '- if: always()\n  run: |\n    docker ps -aq | xargs docker rm -f\n    crun list -q | xargs crun delete -f\n    docker compose down\n';
    fc.assert(
      fc.property(fc.array(line, { maxLength: 20 }), (lines) => {
        const script = lines.filter((text) => !text.includes('--rm')).join('\n    ') || 'true';
        expect(auditSteps(`- run: |\n    ${script}\n${always}`)).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  test.each([
    ['long', `docker run -d --name web img\n${'./test --some-flag "$VALUE"\n'.repeat(20_000)}`],
    [
      'with many containers',
      Array.from({ length: 3000 }, (_, n) => `docker run -d --name c${n} img`).join('\n'),
    ],
    [
      'with a trap looked at everywhere',
      `trap 'docker rm -f a' EXIT\ndocker run -d --name a img\n${'X=1; ./test\n'.repeat(20_000)}`,
    ],
    ['with nested conditions', `${'if ./test; then docker run -d x; '.repeat(300)}${'fi; '.repeat(300)}`],
    [
      'with functions that double',
      [
        ...Array.from({ length: 40 }, (_, n) => `f${n}() { docker run -d x$1; f${n + 1}; f${n + 1}; }`),
        'f0',
      ].join('\n'),
    ],
  ])('a script %s comes to an end', (_, script) => {
    expect(Array.isArray(auditScript(script))).toBe(true);
  });
});
