import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import lock from '../../package-lock.json' with { type: 'json' };

const root = resolve(import.meta.dirname, '../..');

interface Locked {
  readonly version?: string;
  readonly integrity?: string;
  readonly dev?: boolean;
  readonly hasInstallScript?: boolean;
}

const packages = Object.entries(lock.packages as unknown as Readonly<Record<string, Locked>>)
  .filter(([path]) => path !== '')
  .map(([path, locked]) => ({ name: path.replace(/^.*node_modules\//, ''), ...locked }));

describe('the dependencies', () => {
  it('are named by exact versions', () => {
    const named = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
    expect(named.filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version))).toEqual([]);
    expect(readFileSync(join(root, '.npmrc'), 'utf8')).toMatch(/^save-exact=true$/m);
  });

  it('are locked, each with the hash of what is installed', () => {
    expect(packages.length).toBeGreaterThan(100);
    expect(
      packages.filter(({ integrity }) => !integrity?.startsWith('sha512-')).map(({ name }) => name),
    ).toEqual([]);
  });

  it('run no script when they are installed, but for the one that is allowed', () => {
    const scripted = packages.filter(({ hasInstallScript }) => hasInstallScript === true);
    const decided: Readonly<Record<string, boolean>> = manifest.allowScripts;
    // macOS alone installs `fsevents`.
    const known = new Set([...Object.keys(decided), 'fsevents']);
    expect(scripted.filter(({ name }) => !known.has(name)).map(({ name }) => name)).toEqual([]);
    expect(Object.keys(decided).filter((name) => decided[name])).toEqual(['node']);
    expect(scripted.filter(({ dev }) => dev !== true).map(({ name }) => name)).toEqual([]);
  });

  it('bring no script into the image', () => {
    const lines = readFileSync(join(root, 'Dockerfile'), 'utf8').split('\n');
    const installs = lines.filter((line) => /\bnpm (?:ci|install|i)\b/.test(line));
    expect(installs.length).toBeGreaterThan(0);
    for (const line of installs) expect(line).toContain('--ignore-scripts');
  });
});
