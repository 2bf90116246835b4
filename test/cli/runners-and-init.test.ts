import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parsePolicy } from '../../src/core/policy/parse-policy.ts';
import { buildCli, folderWith, type RunProgram } from './built-cli.ts';

let program: RunProgram;
beforeAll(async () => {
  program = await buildCli('runners-and-init');
});

const policyPath = '.github/ci-warden.yml';
const job = (id: string, runsOn: string, more = '') =>
  `  ${id}:\n    runs-on: ${runsOn}\n${more}    steps:\n      - run: ls\n`;
const workflow = (...jobs: string[]) =>
  `on:\n  push:\n  workflow_dispatch:\n    inputs:\n      runner: { type: string }\njobs:\n${jobs.join('')}`;
const files = {
  '.github/workflows/a.yml': workflow(
    job('one', '[self-hosted, proxmox]'),
    job('any', 'self-hosted'),
    job('hosted', 'ubuntu-24.04'),
    job(
      'both',
      `\${{ matrix.on }}`,
      '    strategy: { matrix: { on: [[self-hosted, proxmox], [self-hosted, Linux, X64]] } }\n',
    ),
  ),
  '.github/workflows/b.yml': workflow(
    job('asked', `\${{ inputs.runner }}`),
    job('odd', '["big: one", "tab\\there"]'),
  ),
};

describe('runners', () => {
  it('tells where each job runs', async () => {
    const folder = folderWith({
      ...files,
      [policyPath]: 'version: 1\nrunners: { p: { labels: [self-hosted, proxmox] } }\n',
    });
    const { status, stdout } = await program(['runners', folder, '--format', 'json']);
    expect(status).toBe(0);
    const { version, jobs } = JSON.parse(stdout);
    expect(version).toBe(1);
    expect(jobs[0]).toEqual({
      path: '.github/workflows/a.yml',
      job: 'one',
      known: true,
      labelSets: [['self-hosted', 'proxmox']],
      runners: ['p'],
    });
    expect(jobs.map((one: { job: string; known: boolean }) => `${one.job} ${one.known}`)).toEqual([
      'one true',
      'any true',
      'hosted true',
      'both true',
      'asked false',
      'odd true',
    ]);
    const pretty = await program(['runners', folder]);
    expect(pretty.stdout).toContain('  one     [self-hosted, proxmox] on p\n');
    expect(pretty.stdout).toContain(
      '6 jobs in 2 workflows, 1 of them decided by inputs, variables or outputs.',
    );
  });

  it('has something to say of a folder without workflows', async () => {
    expect((await program(['runners', folderWith({})])).stdout).toBe('No job runs on a runner.\n');
  });
});

describe('init', () => {
  it('declares the runners that the workflows use, each once, under names that tell them apart', async () => {
    const folder = folderWith(files);
    expect(await program(['init', folder])).toMatchObject({ status: 0, stderr: '' });
    const { policy, problems } = parsePolicy(readFileSync(join(folder, policyPath), 'utf8'), policyPath);
    expect(problems).toEqual([]);
    expect(policy.runners.map(({ name, labels }) => [name, labels])).toEqual([
      ['proxmox', ['self-hosted', 'proxmox']],
      ['self-hosted-Linux-X64', ['self-hosted', 'Linux', 'X64']],
    ]);
    // Whose these are, their labels don't say.
    expect(policy.rules.get('unknown-runner')?.options).toMatchObject({ known: ['big: one', 'tab\there'] });
    expect((await program(['audit', folder])).status).not.toBe(2);
  });

  it('writes a policy where there is nothing to declare', async () => {
    const folder = folderWith({});
    expect(await program(['init', folder])).toMatchObject({
      status: 0,
      stdout: 'written: .github/ci-warden.yml, without runners: no job asks for `self-hosted`.\n',
    });
    expect(parsePolicy(readFileSync(join(folder, policyPath), 'utf8'), policyPath).problems).toEqual([]);
  });

  it('says where it could not know', async () => {
    const folder = folderWith({
      '.github/workflows/a.yml':
        'on: push\njobs:\n  a: { runs-on: "${{ vars.MACHINE }}", steps: [{ run: make }] }\n',
    });
    expect((await program(['init', folder])).stdout).toBe(
      'written: .github/ci-warden.yml, without runners: no job is known to ask for `self-hosted`. Where 1 job runs is known only when it runs: declare those of your runners that may be asked.\n',
    );
  });

  it('never overwrites', async () => {
    const folder = folderWith({ [policyPath]: 'mine' });
    const { status, stderr } = await program(['init', folder]);
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: `ci-warden: there is a policy already: ${policyPath}\n`,
    });
    expect(readFileSync(join(folder, policyPath), 'utf8')).toBe('mine');
  });

  it('writes through no link', async () => {
    const folder = folderWith({ 'elsewhere/x': '' });
    symlinkSync('elsewhere', join(folder, '.github'));
    expect((await program(['init', folder])).status).toBe(2);
    const dangling = folderWith({ '.github/x': '' });
    symlinkSync('../target', join(dangling, policyPath));
    expect((await program(['init', dangling])).status).toBe(2);
    expect(existsSync(join(dangling, 'target'))).toBe(false);
  });
});
