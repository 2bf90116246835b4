import type { NamedRunner } from '../claims/check.ts';
import type { JobFacts, RunnersFacts } from './facts.ts';

/** Says which of the named runners a runner of GitHub's is, by its name; undefined where it is none or can't be told. */
export type RunnerIdentity = (runnerName: string) => string | undefined;

/**
 * Tells named runners by `runner_name`, the only proof of where a job ran: by the same name; else by the labels that
 * the runners API gives it; else by the jobs that it took, for GitHub gives a job only to a runner with all of the
 * labels that were asked for. A runner that took jobs of several named runners is none of them for certain.
 */
export function runnerIdentity(
  named: readonly NamedRunner[],
  jobs: readonly JobFacts[],
  listed: RunnersFacts | undefined,
): RunnerIdentity {
  const known = new Map<string, string | undefined>();
  const names = new Map(named.map(({ name }) => [name.toLowerCase(), name]));
  const identify = (runnerName: string): string | undefined => {
    const same = names.get(runnerName.toLowerCase());
    if (same !== undefined) return same;
    const carried = listed?.runners.find(({ name }) => name === runnerName)?.labels;
    if (carried !== undefined) return only(named.filter((one) => carries(carried, one)));
    const asked = jobs.filter((job) => job.runnerName === runnerName).map(({ labels }) => labels);
    return only([...new Set(asked.flatMap((labels) => runnerAskedFor(labels, named) ?? []))]);
  };
  return (runnerName) => {
    if (!known.has(runnerName)) known.set(runnerName, identify(runnerName));
    return known.get(runnerName);
  };

  function only(found: readonly NamedRunner[]): string | undefined {
    return found.length === 1 ? found[0]?.name : undefined;
  }
}

/** The one named runner that a job with these labels can be meant for; undefined where several or none can take it. */
export function runnerAskedFor(
  labels: readonly string[],
  named: readonly NamedRunner[],
): NamedRunner | undefined {
  const able = named.filter((runner) => takes(runner, labels));
  return able.length === 1 ? able[0] : undefined;
}

/** Labels that a runner's own program adds (docs.github.com, "Using self-hosted runners in a workflow"). */
const addedLabels = new Set(['self-hosted', 'linux', 'windows', 'macos', 'x64', 'arm', 'arm64']);

/** Whether a runner would take a job that asks for these labels, the labels that every runner gets left aside. */
export function takes({ labelSets }: NamedRunner, asked: readonly string[]): boolean {
  const telling = asked.map((label) => label.toLowerCase()).filter((label) => !addedLabels.has(label));
  if (asked.length === 0) return false;
  return labelSets.some((labels) => {
    const carried = new Set(labels.map((label) => label.toLowerCase()));
    // What is left of `[self-hosted, linux]` tells no runner from another: every self-hosted one takes it.
    return telling.length === 0 ? carried.has('self-hosted') : telling.every((label) => carried.has(label));
  });
}

function carries(labels: readonly string[], { labelSets }: NamedRunner): boolean {
  const carried = new Set(labels.map((label) => label.toLowerCase()));
  return labelSets.some((set) => set.every((label) => carried.has(label.toLowerCase())));
}
