// Writes what is made from the rules: the registry, the pages, the README's table and the policy's JSON Schema.
// `--check` writes nothing, and fails where a file is not what it would be.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { bundleOptions } from './bundle-options.ts';
import { registryPath, registryText, ruleNames } from './generate/registry.ts';

const root = resolve(import.meta.dirname, '..');
const isCheck = process.argv.includes('--check');
const drifted: string[] = [];

function settle(path: string, text: string): void {
  const file = join(root, path);
  if (readIfThere(file) === text) return;
  drifted.push(path);
  if (isCheck) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function pages(): string[] {
  return readdirSync(join(root, 'docs/rules'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/rules/${name}`);
}

settle(registryPath, registryText(ruleNames(root)));
if (!(isCheck && drifted.length > 0)) {
  // GitHub's parser can't be loaded by plain Node, so what imports the rules runs bundled.
  const outfile = join(root, 'dist/generate.js');
  await build({ ...bundleOptions, entryPoints: [join(root, 'scripts/generate/documents.ts')], outfile });
  const { documents } = (await import(
    pathToFileURL(outfile).href
  )) as typeof import('./generate/documents.ts');
  const written = documents(root);
  for (const [path, text] of written) settle(path, text);
  for (const path of pages().filter((page) => !written.has(page))) {
    drifted.push(path);
    if (!isCheck) rmSync(join(root, path));
  }
}

for (const path of drifted) console.log(isCheck ? `not up to date: ${path}` : `written: ${path}`);
if (isCheck && drifted.length > 0) {
  console.log('Run `npm run generate` and commit what it writes.');
  process.exitCode = 1;
}
