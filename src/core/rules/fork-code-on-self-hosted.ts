import { z } from 'zod';
import { forkGate } from '../forks/fork-gate.ts';
import { forkRunner } from '../forks/fork-runner.ts';
import { takesForkCode } from '../forks/takes-fork-code.ts';
import { jobsOnOwnRunners, type PlacedJob } from '../runners/placed-jobs.ts';
import { callIndex } from '../workflow/callers.ts';
import { showLabelSet } from '../workflow/label-set.ts';
import { runnerKind } from '../workflow/runner-kind.ts';
import { defineRule, type Offence, type Place } from './rule.ts';

export default defineRule({
  id: 'fork-code-on-self-hosted',
  severity: (_, { visibility }) => (visibility === 'public' ? 'error' : 'warning'),
  severityNote:
    'error in public repositories; a warning where the visibility is unknown; nothing in private ones',
  summary: 'A pull request from a fork can run its code on a self-hosted runner',
  why: 'Whoever opens a pull request then runs what they like on your machine and in your network, and what they leave there (a changed tool, a background process) reaches the next run, with its secrets.',
  remedy:
    'Run pull requests on hosted runners, and let only pushes reach your own; at least run the job only where `github.event.pull_request.head.repo.full_name == github.repository`, and require approval for all outside contributors in the settings, since a fork can change this file, too.',
  details: [
    "`pull_request` brings a fork's code by itself; `pull_request_target`, `workflow_run` and `issue_comment` where the job checks out the head of the pull request.",
    'A condition that keeps forks out closes the way, and so does a `runs-on` that sends them elsewhere. Where that cannot be known, as with an environment that asks for approval, it is a note.',
  ],
  options: z.object({}),
  *repository({ repository }) {
    if (repository.visibility === 'private') return;
    const index = callIndex(repository.workflows);
    for (const placed of jobsOnOwnRunners(repository)) {
      const own = placed.runsOn.labelSets.find((set) => runnerKind(set, repository.policy) === 'self-hosted');
      if (own === undefined) continue;
      const taken = takesForkCode(placed, index);
      if (taken === undefined) continue;
      const gate = forkGate(placed, taken);
      const runner = forkRunner(placed, taken.event, repository.policy);
      if (gate === 'closed' || runner === 'other') continue;
      const doubt =
        runner === 'by-name' ? 'the name of the repository, which decides, brings it there' : gateDoubt;
      const isOpen = gate === 'open' && runner === 'own';
      yield offence(placed, { ...taken, labels: showLabelSet(own), ...(!isOpen && { doubt }) });
    }
  },
});

const gateDoubt = 'its condition or its environment keeps forks out';

function offence(
  { workflow, job }: PlacedJob,
  taken: {
    readonly event: string;
    readonly how: string;
    readonly labels: string;
    /** What decides and cannot be known, in words that follow "whether". */
    readonly doubt?: string;
  },
): Offence & { at: Place } {
  const message = `Job \`${job.id}\` runs on \`${taken.labels}\` ${taken.how}`;
  return {
    at: { source: workflow.source, span: (job.runsOn ?? job).span },
    job,
    key: taken.event,
    message:
      taken.doubt === undefined
        ? `${message}, from forks, too.`
        : `${message}; whether ${taken.doubt} cannot be known.`,
    ...(taken.doubt !== undefined && { severity: 'note' as const }),
  };
}
