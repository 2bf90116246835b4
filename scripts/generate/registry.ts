import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The file that lists every rule of the folder: the folder is the registry. */
export const registryPath = 'src/core/rules/index.generated.ts';

/** The names of the rules: files of the folder that export one by default. */
export function ruleNames(root: string): string[] {
  const folder = join(root, 'src/core/rules');
  return readdirSync(folder)
    .filter((name) => /^[a-z][a-z0-9-]*\.ts$/.test(name))
    .filter((name) => /^export default /m.test(readFileSync(join(folder, name), 'utf8')))
    .map((name) => name.replace(/\.ts$/, ''))
    .sort();
}

/** The registry's text. */
export function registryText(names: readonly string[]): string {
  const identifier = (name: string) => name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  return [
    "// Written by `npm run generate` from the files of this folder. Don't edit.",
    ...names.map((name) => `import ${identifier(name)} from './${name}.ts';`),
    "import type { Rule } from './rule.ts';",
    '',
    '/** Every rule, by name. */',
    `export const rules: readonly Rule[] = [${names.map(identifier).join(', ')}];`,
    '',
  ].join('\n');
}
