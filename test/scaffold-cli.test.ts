import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCli } from '../src/cli/run-cli.ts';
import { parsePlainWorkflow } from './executor/workflow-file.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ci-warden-scaffold-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const file = () => join(folder, '.github/workflows/crun_e2e.yml');

async function scaffold(...args: string[]) {
  let printed = '';
  let complaints = '';
  const status = await runCli(['scaffold', ...args], {
    directory: folder,
    width: undefined,
    style: (_, text) => text,
    print: (text) => {
      printed += text;
    },
    complain: (text) => {
      complaints += text;
    },
  });
  return { status, printed, complaints };
}

function declare(policy: string): void {
  mkdirSync(join(folder, '.github'), { recursive: true });
  writeFileSync(join(folder, '.github/ci-warden.yml'), policy);
}

describe('ci-warden scaffold crun-e2e', () => {
  it('writes the model for the declared runners and says what comes next', async () => {
    declare('version: 1\nrunners:\n  one: { labels: [self-hosted, one] }\n  two: { labels: [two] }\n');
    const { status, printed, complaints } = await scaffold('crun-e2e');
    expect({ status, complaints }).toEqual({ status: 0, complaints: '' });
    expect(printed).toContain('.github/workflows/crun_e2e.yml is written, for one, two.');
    expect(printed).toContain('apt-get install crun busybox-static');
    expect(printed).not.toContain('No runner is declared');
    const written = parsePlainWorkflow(readFileSync(file(), 'utf8'));
    expect(written.jobs.lifecycle?.strategy?.matrix).toEqual({
      runner: [
        { name: 'one', labels: ['self-hosted', 'one'] },
        { name: 'two', labels: ['two'] },
      ],
    });
  });

  it('writes into the directory that is named, and says so where no runner is declared', async () => {
    const place = join(folder, 'checkout');
    mkdirSync(place);
    const { status, printed } = await scaffold('crun-e2e', 'checkout');
    expect(status).toBe(0);
    expect(printed).toContain('No runner is declared');
    expect(readdirSync(join(place, '.github/workflows'))).toEqual(['crun_e2e.yml']);
  });

  it('never overwrites', async () => {
    mkdirSync(join(folder, '.github/workflows'), { recursive: true });
    writeFileSync(file(), 'mine\n');
    const { status, printed, complaints } = await scaffold('crun-e2e');
    expect({ status, printed }).toEqual({ status: 2, printed: '' });
    expect(complaints).toBe(
      'ci-warden: .github/workflows/crun_e2e.yml is there already: it is not overwritten\n',
    );
    expect(readFileSync(file(), 'utf8')).toBe('mine\n');
  });

  it('writes nothing where no declared runner has crun', async () => {
    declare('version: 1\nrunners:\n  one: { labels: [one], provides: [docker] }\n');
    const { status, complaints } = await scaffold('crun-e2e');
    expect(status).toBe(2);
    expect(complaints).toContain('no declared runner provides crun');
    expect(readdirSync(join(folder, '.github'))).toEqual(['ci-warden.yml']);
  });

  it.each([
    [['crun-e2e', 'nowhere'], 'there is no directory'],
    [['podman-e2e'], 'crun-e2e'],
    [[], 'model'],
  ])('says in one line what is wrong with %j', async (args, words) => {
    const { status, complaints } = await scaffold(...args);
    expect(status).toBe(2);
    expect(complaints).toContain(words);
    expect(complaints.trimEnd().split('\n')).toHaveLength(1);
  });
});
