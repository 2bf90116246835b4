import { type Policy, runnerTakes } from '../policy/policy.ts';
import type { LabelSet } from './label-set.ts';

/** Whose machine a job runs on; `unknown` where the labels alone don't tell (a runner of one's own, or a service). */
export type RunnerKind = 'hosted' | 'self-hosted' | 'unknown';

/**
 * The labels of GitHub's standard runners: a system with `latest` or a version, and a size or architecture where there
 * is one. Larger runners have names of their owner's choice. Source: docs.github.com, "GitHub-hosted runners
 * reference" and "Larger runners reference".
 */
const hostedLabel =
  /^(?:ubuntu|windows|macos)-(?:latest|slim|vs\d{4}|\d+(?:\.\d+)?)(?:-(?:vs\d{4}|arm|arm64|intel|large|xlarge|x64|\d+-cores?|preview|arm64-\d+-cores?))*$/i;

/** A job that asks for these labels runs on a runner of GitHub's, on one's own, or it can't be told. */
export function runnerKind(set: LabelSet, policy: Policy): RunnerKind {
  if (policy.runners.some((runner) => runnerTakes(runner, set))) return 'self-hosted';
  if (isSelfHosted(set)) return 'self-hosted';
  return set.group === undefined && set.labels.some((label) => hostedLabel.test(label))
    ? 'hosted'
    : 'unknown';
}

/** Whether the labels themselves say that the runner is one's own. */
export function isSelfHosted({ labels }: LabelSet): boolean {
  return labels.some((label) => label.toLowerCase() === 'self-hosted');
}
