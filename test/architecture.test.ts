import { globSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { parseSync } from 'oxc-parser';
import { describe, expect, it } from 'vitest';
import manifest from '../package.json' with { type: 'json' };

const root = resolve(import.meta.dirname, '..');

/** Who may import whom. A room that is not named for another may not be imported by it. */
const mayImport: Record<string, readonly string[]> = {
  core: ['core'],
  queue: ['queue'],
  github: ['github', 'core'],
  app: ['app', 'queue', 'github', 'core'],
  cli: ['cli', 'core'],
  // Looks at all that the server stands on, and prints it as the other commands do.
  doctor: ['doctor', 'cli', 'app', 'queue', 'github', 'core'],
  // The program's one entry: it puts the commands together.
  bin: ['bin', 'doctor', 'cli'],
  // The demo stands where GitHub and the operator stand, so it may start everything.
  demo: ['demo', 'app', 'queue', 'github', 'core'],
};

/** The packages that the pure core may use: none of them does I/O. */
const corePackages = new Set([
  '@actions/expressions',
  '@actions/workflow-parser',
  '@noble/hashes',
  'diff',
  'fastest-levenshtein',
  'mdast',
  'mdast-util-from-markdown',
  'mdast-util-gfm',
  'micromark-extension-gfm',
  'pure-rand',
  'simple-statistics',
  'stemmer',
  'string-width',
  'unbash',
  'yaml',
  'zod',
]);

interface Import {
  readonly from: string;
  readonly to: string;
}

function importsOf(file: string): Import[] {
  const parsed = parseSync(file, readFileSync(join(root, file), 'utf8'));
  const targets = [
    ...parsed.module.staticImports.map((one) => one.moduleRequest.value),
    ...parsed.module.staticExports.flatMap((one) => one.entries.map((entry) => entry.moduleRequest?.value)),
    ...parsed.module.dynamicImports.map((one) =>
      readFileSync(join(root, file), 'utf8')
        .slice(one.moduleRequest.start, one.moduleRequest.end)
        .replace(/^['"`]|['"`]$/g, ''),
    ),
  ];
  return targets.filter((to) => to !== undefined).map((to) => ({ from: file, to }));
}

function roomOf(path: string): string {
  return path.split('/')[1] ?? '';
}

function packageOf(specifier: string): string {
  const [first = '', second = ''] = specifier.split('/');
  return first.startsWith('@') ? `${first}/${second}` : first;
}

const files = globSync('src/**/*.ts', { cwd: root }).sort();
const imports = files.flatMap(importsOf);

describe('who may import whom', () => {
  it('sees the imports of every room', () => {
    expect(new Set(files.map(roomOf))).toEqual(new Set(Object.keys(mayImport)));
    expect(imports.length).toBeGreaterThan(files.length);
  });

  it('keeps to the table', () => {
    const offences = imports
      .filter(({ to }) => to.startsWith('.'))
      .map(({ from, to }) => ({ from, to: relative(root, resolve(root, dirname(from), to)) }))
      .filter(({ from, to }) => !to.startsWith('src/') || !mayImport[roomOf(from)]?.includes(roomOf(to)))
      .filter(({ to }) => to !== 'package.json');
    expect(offences).toEqual([]);
  });

  it('keeps the core pure: no Node module, no package that does I/O', () => {
    const builtin = new Set(builtinModules);
    const offences = imports
      .filter(({ from, to }) => roomOf(from) === 'core' && !to.startsWith('.'))
      .filter(({ to }) => to.startsWith('node:') || builtin.has(to) || !corePackages.has(packageOf(to)));
    expect(offences).toEqual([]);
  });

  it('ships what it imports: nothing but the demo needs a development dependency', () => {
    const shipped = new Set(Object.keys(manifest.dependencies));
    const typesOnly = new Set(['mdast', 'node']);
    const offences = imports
      .filter(({ from, to }) => roomOf(from) !== 'demo' && !to.startsWith('.') && !to.startsWith('node:'))
      .filter(({ to }) => !shipped.has(packageOf(to)) && !typesOnly.has(packageOf(to)));
    expect(offences).toEqual([]);
  });

  // Within a folder files may call each other in turn, as the parts of an interpreter do.
  it('has no import cycle that leaves its folder', () => {
    const edges = new Map<string, string[]>();
    for (const { from, to } of imports) {
      if (!to.startsWith('.')) continue;
      const target = relative(root, resolve(root, dirname(from), to));
      edges.set(from, [...(edges.get(from) ?? []), target]);
    }
    expect(cyclesIn(edges).filter((cycle) => new Set(cycle.map(dirname)).size > 1)).toEqual([]);
  });

  it('has no rooms of leftovers', () => {
    expect(files.filter((file) => /\/(utils?|helpers?|common|misc)(\/|\.ts$)/.test(file))).toEqual([]);
  });
});

/** Each cycle once, as the files along it. */
function cyclesIn(edges: ReadonlyMap<string, readonly string[]>): string[][] {
  const state = new Map<string, 'open' | 'done'>();
  const cycles: string[][] = [];
  const path: string[] = [];
  const visit = (file: string): void => {
    state.set(file, 'open');
    path.push(file);
    for (const next of edges.get(file) ?? []) {
      if (state.get(next) === 'open') cycles.push([...path.slice(path.indexOf(next)), next]);
      else if (!state.has(next)) visit(next);
    }
    path.pop();
    state.set(file, 'done');
  };
  for (const file of edges.keys()) if (!state.has(file)) visit(file);
  return cycles;
}
