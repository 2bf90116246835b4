import { z } from 'zod';
import { lifecycleSteps } from './claims/check.ts';

const path = z.string().min(1).describe("From the repository's root, with `/`.");
const item = z
  .string()
  .min(1)
  .describe("The item's words, or a part of them that no other item of the plan has.");
const runners = z
  .array(z.string().min(1))
  .min(1)
  .optional()
  .describe('Names of declared runners; without them all that are declared.');
const workflows = z
  .array(path)
  .default([])
  .describe('The workflows; without them those that the kind of evidence is about.');
const words = z.string().min(1);

/**
 * An entry of `tracking[].evidence` in the policy: binds an item to a check in place of what its words say. Several
 * entries of one item must all hold.
 */
export const evidenceBindingSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ item, kind: z.literal('file-absent'), path }),
    z.strictObject({ item, kind: z.literal('file-present'), path }),
    z.strictObject({
      item,
      kind: z.literal('file-mentions'),
      path,
      words: words.describe('What the file must speak of: in a heading, or together in one paragraph.'),
    }),
    z.strictObject({
      item,
      kind: z.literal('file-omits'),
      path,
      text: words.describe('What must no longer stand in the file, letter by letter.'),
    }),
    z.strictObject({ item, kind: z.literal('workflow-matrix'), path, runners }),
    z.strictObject({ item, kind: z.literal('labels-used'), labels: z.array(z.array(words).min(1)).min(1) }),
    z.strictObject({
      item,
      kind: z.literal('lifecycle-step'),
      runtime: words.describe('Such as crun.'),
      steps: z.array(z.enum(lifecycleSteps)).min(1),
      workflows,
    }),
    z.strictObject({ item, kind: z.literal('container-clean-up'), workflows }),
    z.strictObject({
      item,
      kind: z.literal('audit-clean'),
      rule: words.describe('The id of a rule.'),
      path: path.optional(),
    }),
    z.strictObject({ item, kind: z.literal('issue-exists'), issue: z.int().positive() }),
    z.strictObject({
      item,
      kind: z.literal('issue-mentions'),
      issue: z.int().positive(),
      words: z.array(words).min(1),
    }),
    z.strictObject({ item, kind: z.literal('runners-operational'), runners }),
    z.strictObject({ item, kind: z.literal('ran-in-parallel'), workflows, runners }),
    z.strictObject({
      item,
      kind: z.literal('passed-on-every-runner'),
      workflows: z.array(path).min(1),
      runners,
    }),
    z.strictObject({ item, kind: z.literal('workflow-passed'), workflows }),
    z.strictObject({
      item,
      kind: z.literal('time-fell'),
      workflows,
      percent: z.number().gt(0).lt(100).describe('By how many percent the median must have fallen.'),
    }),
    z.strictObject({
      item,
      kind: z.literal('none'),
      because: words.describe('Why nothing can check the item: it stays claimed or open.'),
    }),
  ])
  .describe('Binds an item of the plan to a check where its words do not say which.');

/** A checked entry of `tracking[].evidence`. */
export type EvidenceBinding = z.infer<typeof evidenceBindingSchema>;
