// Writes the beginnings of a rule: its file and its fixtures. `npm run new-rule -- <id>`
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { newRuleFiles } from './generate/new-rule-files.ts';

const root = resolve(import.meta.dirname, '..');
const [id, ...rest] = process.argv.slice(2);

function refuse(message: string): never {
  console.error(message);
  process.exit(2);
}

if (id === undefined || rest.length > 0) refuse('Say the name of the rule: npm run new-rule -- <id>');
if (!/^[a-z]+(-[a-z]+)*$/.test(id))
  refuse(`${JSON.stringify(id)} is no name for a rule: name the offence, in kebab-case.`);
const files = newRuleFiles(id);
const there = [...files.keys()].find((path) => existsSync(join(root, path)));
if (there !== undefined) refuse(`${there} is already there.`);

for (const [path, text] of files) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
  console.log(`written: ${path}`);
}
console.log(`
What is next:
1. Write the rule in src/core/rules/${id}.ts: its words, its options and its hooks (src/core/rules/rule.ts says which).
2. Write what it reports into fixtures/${id}/bad and what it leaves alone into fixtures/${id}/good; mark each line that
   it should report with \`# expect: ${id}\`. Hard cases go into reports-… and allows-….
3. npm run generate            writes the registry, the page, the table and the policy's schema.
4. npx vitest run test/fixtures.test.ts -u    writes expected.txt of each fixture: read them, they are what people get.`);
