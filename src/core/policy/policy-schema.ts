import { z } from 'zod';
import { evidenceBindingSchema } from '../progress/evidence-binding.ts';
import type { Rule } from '../rules/rule.ts';
import type { KeyPath } from './policy-document.ts';

const severity = z
  .enum(['off', 'note', 'warning', 'error'])
  .describe('How grave an offence is. Only introduced errors fail the check; `off` switches the rule off.');

const labels = z.array(z.string().min(1)).min(1);

const runner = z.strictObject({
  labels: labels.describe('The labels that the runner carries.'),
  aliases: z
    .array(labels)
    .default([])
    .describe('Other label sets by which workflows may ask for the same runner.'),
  provides: z
    .array(z.string().min(1))
    .optional()
    .describe('What jobs find on the runner, such as crun or docker. Leave it out where it is not known.'),
});

const capability = z.strictObject({
  actions: z.array(z.string().min(1)).default([]).describe('Actions that need the capability.'),
  commands: z.array(z.string().min(1)).default([]).describe('Commands that need the capability.'),
});

const tracking = z.strictObject({
  issue: z.int().positive().describe('The number of the issue on which the sprint is followed.'),
  plan: z
    .string()
    .min(1)
    .optional()
    .describe("The plan's file, from the repository's root. Without it, the checklists of the issue's body."),
  started: z.iso.date().optional().describe('The day on which the sprint began, as 2025-10-10.'),
  tick: z.boolean().default(false).describe('Tick an item in the issue once evidence says that it is done.'),
  comments: z.boolean().default(false).describe("Read checklists in the issue's comments too."),
  evidence: z
    .array(evidenceBindingSchema)
    .default([])
    .describe('Binds an item of the plan to a check where its words do not say which.'),
});

const except = z
  .array(z.string().min(1))
  .default([])
  .describe('Globs of files, or of jobs as file#job, that the rule leaves alone.');

/** A rule's settings: a severity, or a mapping with `severity`, `except` and the rule's own options. */
function ruleSetting(rule: Rule) {
  const own = rule.options instanceof z.ZodObject ? rule.options.shape : {};
  const settings = z.strictObject({ severity: severity.optional(), except, ...own });
  return z.union([severity, settings]).optional().describe(rule.summary);
}

/** The schema of `.github/ci-warden.yml` for a set of rules: strict, so that nothing in it is ignored in silence. */
export function policySchema(rules: readonly Rule[]) {
  return z.strictObject({
    version: z.literal(1).describe("The version of the policy's format."),
    runners: z.record(z.string().min(1), runner).optional().describe('The self-hosted runners, by name.'),
    capabilities: z
      .record(z.string().min(1), capability)
      .optional()
      .describe('What tells that a job needs a capability, besides what is inferred.'),
    rules: z
      .strictObject(Object.fromEntries(rules.map((rule) => [rule.id, ruleSetting(rule)])))
      .optional()
      .describe('What each rule may say: a severity, or settings.'),
    tracking: z.array(tracking).optional().describe('Sprints that are followed on an issue.'),
  });
}

/** Which keys a mapping at a path of the policy may have; none where any name will do. */
export function knownKeysAt(rules: readonly Rule[]): (path: KeyPath) => readonly string[] {
  const schema = policyJsonSchema(rules);
  return (path) => {
    let nodes: readonly SchemaNode[] = [schema];
    for (const key of path)
      nodes = nodes.flatMap((node) => alternatives(node).flatMap((one) => below(one, key)));
    return nodes.flatMap(alternatives).flatMap((node) => Object.keys(node.properties ?? {}));
  };
}

interface SchemaNode {
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: SchemaNode | boolean;
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
  readonly oneOf?: readonly SchemaNode[];
}

function alternatives(node: SchemaNode): readonly SchemaNode[] {
  return node.anyOf ?? node.oneOf ?? [node];
}

function below(node: SchemaNode, key: string | number): readonly SchemaNode[] {
  const further = typeof node.additionalProperties === 'object' ? node.additionalProperties : undefined;
  const found = typeof key === 'number' ? node.items : (node.properties?.[key] ?? further);
  return found === undefined ? [] : [found];
}

/** The JSON Schema of `.github/ci-warden.yml`, by which editors complete and check it. */
export function policyJsonSchema(rules: readonly Rule[]): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(policySchema(rules), { io: 'input' });
  return { $schema, title: 'The policy of CI Warden (.github/ci-warden.yml)', ...schema };
}
