import { z } from 'zod';
import { nearestName } from '../policy/nearest-name.ts';
import { type Policy, type Runner, runnerTakes } from '../policy/policy.ts';
import { type PlacedJob, placedJobs } from '../runners/placed-jobs.ts';
import { type LabelSet, showLabelSet } from '../workflow/label-set.ts';
import { isSelfHosted, runnerKind } from '../workflow/runner-kind.ts';
import { defineRule, type Offence, type Place } from './rule.ts';

const options = z.object({
  known: z
    .array(z.string())
    .default([])
    .describe(
      'Labels of runners that are not declared and exist nevertheless: larger ones of GitHub, or a service.',
    ),
});

export default defineRule({
  id: 'unknown-runner',
  severity: 'error',
  severityNote: 'error once runners are declared; before that nothing',
  summary: 'A job asks for labels that no declared runner carries',
  why: 'No runner ever takes the job: it waits for 24 hours, then GitHub ends it as failed.',
  remedy: 'Ask for the labels of a declared runner, or declare the runner in the policy.',
  details: [
    "The labels of GitHub's standard runners are known, and runner groups are not judged. Labels that are not GitHub's and have nothing to do with `self-hosted` or a declared runner are a note: they may be those of a larger runner or a service; name them under `known`.",
  ],
  options,
  *repository({ repository, options: { known } }) {
    const { policy } = repository;
    if (policy.runners.length === 0) return;
    const exempt = new Set(known.map((label) => label.toLowerCase()));
    for (const placed of placedJobs(repository)) {
      for (const set of placed.runsOn.labelSets) {
        if (set.group !== undefined || isTaken(set, policy) || runnerKind(set, policy) === 'hosted') continue;
        if (set.labels.some((label) => exempt.has(label.toLowerCase()))) continue;
        yield offence(placed, set, policy);
      }
    }
  },
});

function isTaken(set: LabelSet, { runners }: Policy): boolean {
  return runners.some((runner) => runnerTakes(runner, set));
}

function offence(placed: PlacedJob, set: LabelSet, policy: Policy): Offence & { at: Place } {
  const { workflow, job } = placed;
  const { message, remedy, severity } = words(job.id, set, policy);
  return {
    at: { source: workflow.source, span: (job.runsOn ?? job).span },
    job,
    key: set.labels
      .map((label) => label.toLowerCase())
      .sort()
      .join(','),
    message,
    remedy,
    ...(severity !== undefined && { severity }),
  };
}

function words(
  job: string,
  set: LabelSet,
  policy: Policy,
): Pick<Offence, 'message' | 'remedy' | 'severity'> & { message: string; remedy: string } {
  const joined = set.labels.find((label) => label.includes(','));
  if (joined !== undefined) {
    return {
      message: `Job \`${job}\` asks for one label, \`${joined}\`, commas included, and no declared runner carries it.`,
      remedy: `Labels in one text are one label: write \`[${joined}]\`.`,
    };
  }
  const shown = showLabelSet(set);
  const meant = nearestLabels(set, policy);
  if (isSelfHosted(set) || meant !== undefined || sharesLabel(set, policy)) {
    return {
      message: `No declared runner carries all of \`${shown}\`, which job \`${job}\` asks for.`,
      remedy:
        meant === undefined
          ? ownRemedy
          : `Did you mean \`${meant}\`? Otherwise declare the runner in the policy.`,
    };
  }
  return {
    message: `Whether there is a runner with \`${shown}\`, which job \`${job}\` asks for, cannot be known: it is neither declared nor one of GitHub's.`,
    remedy: ownRemedy,
    severity: 'note',
  };
}

const ownRemedy =
  'Ask for the labels of a declared runner, declare this one in the policy, or name its label under `known` of this rule.';

/** The labels with each misspelt one put right, where that gives those of a declared runner. */
function nearestLabels(set: LabelSet, policy: Policy): string | undefined {
  const known = policy.runners.flatMap(allLabels);
  const labels = set.labels.map((label) => nearestName(label, known) ?? label);
  return isTaken({ labels }, policy) ? showLabelSet({ labels }) : undefined;
}

function sharesLabel(set: LabelSet, { runners }: Policy): boolean {
  const carried = new Set(runners.flatMap(allLabels).map((label) => label.toLowerCase()));
  return set.labels.some((label) => carried.has(label.toLowerCase()));
}

function allLabels({ labels, aliases }: Runner): readonly string[] {
  return [...labels, ...aliases.flat()];
}
