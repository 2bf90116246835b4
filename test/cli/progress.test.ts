import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildCli, folderWith, type RunProgram } from './built-cli.ts';

let program: RunProgram;
beforeAll(async () => {
  program = await buildCli('progress');
});

const fixtures = resolve(import.meta.dirname, '../../fixtures/progress');
const plan = join(fixtures, 'plan.md');

describe('ci-warden progress', () => {
  it.each([
    ['mended', 0],
    ['end', 1],
  ])('on the sprint %s exits with %d', async (moment, status) => {
    const ran = await program(['progress', join(fixtures, moment), '--plan', plan]);
    expect(ran).toMatchObject({ status, stderr: '' });
    expect(ran.stdout).toContain('unknown: needs runs');
  });

  it('prints JSON', async () => {
    const { stdout } = await program([
      'progress',
      join(fixtures, 'first-pull-request'),
      '--plan',
      plan,
      '--format',
      'json',
    ]);
    const { counts, items, version } = JSON.parse(stdout);
    expect({ version, items: items.length, counts }).toEqual({
      version: 1,
      items: 22,
      counts: { verified: 8, claimed: 4, contradicted: 6, 'ready to tick': 0, open: 4 },
    });
  });

  it('prints Markdown', async () => {
    const { stdout } = await program([
      'progress',
      join(fixtures, 'end'),
      '--plan',
      plan,
      '--format',
      'markdown',
    ]);
    expect(stdout).toContain('| ❌ contradicted | Test for `crun create` |');
    expect(stdout).toContain('unknown: needs runs');
  });

  it("finds the plan from where one stands, else from the repository's root, and names of files in any folder", async () => {
    const folder = folderWith({ 'docs/plan.md': '- [x] `deep.sh` is there\n', 'a/b/deep.sh': '' });
    for (const cwd of [folder, join(folder, 'a')]) {
      const { stdout, status } = await program(['progress', folder, '--plan', 'docs/plan.md'], { cwd });
      expect(stdout).toContain('`a/b/deep.sh` is there');
      expect(status).toBe(0);
    }
  });

  it("takes the policy's runners, start and evidence", async () => {
    const folder = folderWith({
      'plan.md': '**Issue**: #5\n\n- [x] Both runners are online\n- [x] All is well\n',
      '.github/ci-warden.yml':
        'version: 1\nrunners:\n  east: { labels: [self-hosted, east] }\n  west: { labels: [self-hosted, west] }\ntracking:\n  - issue: 5\n    evidence:\n      - { item: All is well, kind: file-absent, path: plan.md }\n',
    });
    const { stdout, status } = await program(['progress', '--plan', 'plan.md'], { cwd: folder });
    expect(stdout).toContain('read as: `east` and `west` are online');
    expect(stdout).toContain('✗ fails: `plan.md` is still there');
    expect(status).toBe(1);
  });

  it.each<[string, string[], RegExp]>([
    ['no plan named', ['progress'], /--plan <file>/],
    ['no such plan', ['progress', '--plan', 'none.md'], /there is no plan none\.md/],
    ['a folder as the plan', ['progress', '--plan', 'src'], /the plan src cannot be read \(EISDIR\)/],
    ['no such directory', ['progress', 'nowhere', '--plan', plan], /there is no directory/],
    [
      'a format that is not known',
      ['progress', '--plan', plan, '--format', 'sarif'],
      /pretty, json, markdown/,
    ],
  ])('with %s could not run', async (_, args, said) => {
    const { status, stdout, stderr } = await program(args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(said);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });
});
