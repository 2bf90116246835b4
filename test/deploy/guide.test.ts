import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { guideWithFigures } from '../../bench/sizing/write-guide.ts';
import { defaults } from '../../src/app/config.ts';
import { knownVariables } from './known-variables.ts';

const root = resolve(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const guide = read('docs/deploy.md');

describe('docs/deploy.md', () => {
  it('tells of every variable that the server reads, and of no other', () => {
    const rows = [...guide.matchAll(/^\| (`[A-Z][^|]*) \|/gm)].map(([, cell = '']) => cell);
    const told = rows.flatMap((cell) => [...cell.matchAll(/`([A-Z_]+)`/g)].map(([, name]) => name));
    const read = [...knownVariables].filter((name) => name !== 'NODE_ENV');
    expect(told.toSorted()).toEqual(read.toSorted());
  });

  it('tells the defaults that the server has', () => {
    const { audits, jobs, port } = defaults;
    for (const row of [
      `| \`JOBS\`, \`JOBS_PER_INSTALLATION\` | ${jobs.concurrency}; ${jobs.perInstallation} |`,
      `| \`AUDIT_SECONDS\`, \`AUDIT_MEGABYTES\` | ${audits.seconds}; ${audits.megabytes} |`,
      `| \`HOST\`, \`PORT\` | every interface; ${port} |`,
    ])
      expect(guide).toContain(row);
  });

  it('has the figures of the last measurement that was kept, and what follows from them', async () => {
    expect(guide).toBe(await guideWithFigures());
    expect(guide).toMatch(/^\| further pull request \| 2 \|/m);
    expect(guide).toMatch(/^\| workers \| /m);
  });
});

describe.each(['docs/deploy.md', 'docs/operations.md'])('%s', (path) => {
  it('has links that lead somewhere', () => {
    const links = [...read(path).matchAll(/\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)/g)].map(
      ([, link = '']) => link,
    );
    expect(links.length).toBeGreaterThan(3);
    expect(links.filter((link) => !existsSync(join(root, dirname(path), link)))).toEqual([]);
  });

  it('names scripts and files that are there', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = [...read(path).matchAll(/npm run (?:-s )?([a-z:-]+)/g)].map(([, name = '']) => name);
    expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
    const files = [...read(path).matchAll(/`((?:test|deploy|src|docs)\/[\w./-]+)`/g)].map(
      ([, file = '']) => file,
    );
    // The key is the operator's.
    const known = files.filter((file) => file !== 'deploy/private-key.pem');
    expect(known.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });
});
