import type { Tree } from '../../../src/core/audit/tree.ts';
import { defaultPolicy } from '../../../src/core/policy/default-policy.ts';
import type { Policy, Tracking } from '../../../src/core/policy/policy.ts';
import { assess } from '../../../src/core/progress/assess.ts';
import type { ProgressFacts } from '../../../src/core/progress/evidence/facts.ts';
import { parsePlan } from '../../../src/core/progress/plan/parse-plan.ts';
import type { Progress } from '../../../src/core/progress/progress.ts';
import { noFacts, tree } from '../audit/small-repository.ts';

/** What a test says of a sprint; the rest is nothing: no files, no policy, no GitHub. */
export interface Sprint {
  readonly plan: string;
  readonly files?: Readonly<Record<string, string>> | Tree;
  readonly facts?: ProgressFacts;
  readonly policy?: Policy;
  readonly tracking?: Partial<Tracking>;
  readonly paths?: readonly string[];
}

/** Assesses a sprint that a test describes. */
export function progressOf({
  plan,
  files = {},
  facts,
  policy = defaultPolicy,
  tracking,
  paths,
}: Sprint): Progress {
  return assess({
    plan: parsePlan(plan, 'plan.md'),
    tracking: tracking && { ...noTracking, ...tracking },
    policy,
    tree: files instanceof Map ? files : tree(files as Readonly<Record<string, string>>),
    repositoryFacts: noFacts,
    facts,
    ...(paths && { paths }),
  });
}

const noTracking: Tracking = {
  issue: 106,
  plan: undefined,
  started: undefined,
  tick: false,
  comments: false,
  evidence: [],
};

/** A policy that declares the sprint's two runners. */
export const twoRunnersPolicy: Policy = {
  ...defaultPolicy,
  runners: [
    { name: 'proxmox', labels: ['self-hosted', 'proxmox'], aliases: [], provides: ['crun', 'docker'] },
    {
      name: 'proxmox-runner0',
      labels: ['self-hosted', 'proxmox-runner0'],
      aliases: [['self-hosted', 'runner0']],
      provides: ['crun'],
    },
  ],
};
