import { expect, test } from 'vitest';
import { audit } from '../../../src/core/audit/audit.ts';
import { defaultPolicy } from '../../../src/core/policy/default-policy.ts';

/** What to do about the only leak of a job whose steps are given as YAML. */
function remedyOf(steps: string): string | undefined {
  const path = '.github/workflows/a.yml';
  const text = `on: push\njobs:\n  a:\n    runs-on: [self-hosted, lab]\n    steps:\n${steps.replace(/^/gm, '      ')}\n`;
  const head = new Map([[path, { kind: 'text', path, id: 'a', text } as const]]);
  const facts = { visibility: 'private', remoteActions: new Map() } as const;
  const rules = new Set(['missing-container-cleanup']);
  const { findings, failures } = audit({ head, policy: defaultPolicy, facts, rules });
  expect(failures).toEqual([]);
  expect(findings).toHaveLength(1);
  return findings[0]?.remedy;
}

const create = '- run: crun create x\n- run: ./test.sh\n';
const script = (...lines: string[]) => `- run: |\n${lines.map((line) => `    ${line}\n`).join('')}`;

test.each([
  [
    'a step that removes it after success',
    `${create}- name: Tidy\n  run: crun delete -f x`,
    "Give step 'Tidy' the condition `if: always()`: without one it runs after success only.",
  ],
  [
    'a step that spares cancelled jobs',
    `${create}- if: "!cancelled()"\n  run: crun delete -f x`,
    'Let the step that removes it run on every path: put `always()` into its condition.',
  ],
  [
    'a step whose condition says more than always()',
    `${create}- name: Tidy\n  if: always() && job.status == 'success'\n  run: crun delete -f x`,
    "Let step 'Tidy' run wherever the container was made: take out of its condition what stands beside `always()`.",
  ],
  [
    'a step whose script gives up',
    `${create}- name: Tidy\n  if: always()\n  run: test "\${{ job.status }}" = success && crun delete -f x`,
    "See to it that step 'Tidy' comes to the removal, whatever its script asks or does before.",
  ],
  [
    'an id that is told too late',
    `${script('ID=$(docker run -d i)', './ready', 'echo "ID=$ID" >> $GITHUB_ENV')}- if: always()\n  run: docker rm -f "$ID"`,
    'Tell later steps its id (`$GITHUB_ENV`, `$GITHUB_OUTPUT`) as soon as it is made, before anything that may fail; or give it a name.',
  ],
  [
    'a clean-up that may end before its removal',
    `- run: crun create x\n${script('./collect', 'crun delete -f x').replace('- run', '- if: always()\n  run')}`,
    'Remove it before anything that may fail, or let that fail without harm (`… || true`).',
  ],
  [
    'a trap that comes too late',
    script('crun create x', './prepare.sh', 'trap "crun delete -f x" EXIT', './test.sh'),
    'Set the EXIT trap before the container is made; or remove it in a later step of the same job with `if: always()`.',
  ],
  [
    'a trap that another one replaces',
    script('trap "crun delete -f x" EXIT', 'crun create x', 'trap "rm -r tmp" EXIT', './test.sh'),
    'A shell keeps one EXIT trap: let the later one do what the first one does, too; or remove it in a later step of the same job with `if: always()`.',
  ],
  [
    'a Compose project, with the options that name it',
    '- run: docker compose -p web -f ci/up.yml up -d --wait db',
    'Run `docker compose -p web -f ci/up.yml down` in a later step of the same job with `if: always()`, or in an EXIT trap that is set before it.',
  ],
  [
    'a container in the foreground',
    '- run: docker run img make',
    'Give `docker run` the option `--rm`; or remove it in a later step of the same job with `if: always()`.',
  ],
  [
    'nothing to start from',
    create,
    'Remove it in a later step of the same job with `if: always()`, or in an EXIT trap that is set before it is made.',
  ],
])('%s', (_, steps, remedy) => {
  expect(remedyOf(steps)).toBe(remedy);
});
