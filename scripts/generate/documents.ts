import { policyJsonSchema } from '../../src/core/policy/policy-schema.ts';
import { rules } from '../../src/core/rules/index.generated.ts';

/** What is written from the rules, by path from the repository's root. */
export function documents(_root: string): Map<string, string> {
  return new Map([
    ['schema/ci-warden.schema.json', `${JSON.stringify(policyJsonSchema(rules), undefined, 2)}\n`],
  ]);
}
