import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { policyJsonSchema } from '../../src/core/policy/policy-schema.ts';
import { rules } from '../../src/core/rules/index.generated.ts';
import { listFixtures } from './fixture.ts';
import { rulePage } from './rule-page.ts';
import { withRulesTable } from './rules-table.ts';

/** What is written from the rules and their fixtures, by path from the repository's root. */
export function documents(root: string): Map<string, string> {
  const fixtures = listFixtures(join(root, 'fixtures'));
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  return new Map([
    ['schema/ci-warden.schema.json', `${JSON.stringify(policyJsonSchema(rules), undefined, 2)}\n`],
    ['README.md', withRulesTable(readme, rules)],
    ...rules.map((rule) => [`docs/rules/${rule.id}.md`, rulePage(rule, fixtures)] as const),
  ]);
}
