import { z } from 'zod';
import type { LostWork } from '../audit/finding.ts';
import { describeLoss } from '../work/describe-loss.ts';
import { findRedundant } from '../work/find-redundant.ts';
import type { Workflow } from '../workflow/model.ts';
import { defineRule, type Place } from './rule.ts';

const options = z.object({
  threshold: z
    .number()
    .min(0.5)
    .max(1)
    .default(0.8)
    .describe(
      "The share of a workflow's work, 0.5 to 1, weighted by how telling each piece of it is, that another workflow has to do for it to be reported.",
    ),
});

export default defineRule({
  id: 'duplicate-workflow',
  severity: 'error',
  summary: 'The work of this workflow is done by another workflow, wholly or nearly',
  why: 'Every push pays for the same work twice, and the two copies drift apart until nobody knows which one counts.',
  remedy: 'Move what would be lost into the covering workflow, then delete this file.',
  details: [
    'Work is compared by what runs: the commands of scripts, the actions and their inputs, and for each job its directory, container, platform, matrix and services. Names, comments, the order of keys, quoting and the versions of actions make no difference.',
    'Variables that scripts set for their programs, what they read and write, and the versions of dependencies are part of the work. What must succeed is not done by what may fail (`continue-on-error`, a failure that is caught), nor by what a script asks about first.',
    'The other workflow has to start whenever this one does. The same steps for another package, directory, platform, path or event are no duplicate; the same steps on another runner are, and the runner is named among what would be lost.',
    'Of workflows that cover each other, the one that does more is kept. One that was split in two is reported with both halves. A reusable workflow and its callers are left alone, and so is a button for a part of what another button starts.',
  ],
  options,
  *repository({ repository, options: { threshold } }) {
    const valid = repository.workflows.filter((workflow) => workflow.problems.length === 0);
    const byPath = new Map(valid.map((workflow) => [workflow.path, workflow]));
    for (const redundant of findRedundant(valid, threshold)) {
      const workflow = byPath.get(redundant.work.path);
      if (workflow === undefined) continue;
      const survivors = redundant.survivors.flatMap(({ path }) => byPath.get(path) ?? []);
      const lost = describeLoss(workflow, redundant, { survivors, workflows: valid });
      const coverage = Math.round(redundant.cover.share * 1000) / 1000;
      yield {
        at: placeOf(workflow),
        message: messageFor(survivors, coverage, lost),
        related: survivors.map((survivor) => ({
          at: placeOf(survivor),
          message:
            survivors.length === 1
              ? 'This workflow does the same work.'
              : 'This workflow does a part of the same work.',
        })),
        coverage,
        lost,
        ...reasonFor(workflow),
        ...(lost.length === 0 && { remedy: 'Delete this file: nothing would be lost.' }),
      };
    }
  },
});

/** Where no push pays twice: a workflow that starts by hand only, or at set hours. */
function reasonFor({ on }: Workflow): { reason?: string } {
  const events = on.map(({ event }) => event);
  if (events.every((event) => event === 'workflow_dispatch' || event === 'repository_dispatch'))
    return {
      reason:
        'Nobody can tell which of the two to start, and the copies drift apart until nobody knows which one counts.',
    };
  if (events.every((event) => event === 'schedule' || event === 'workflow_dispatch'))
    return {
      reason:
        'Each time, the same work is paid for twice, and the two copies drift apart until nobody knows which one counts.',
    };
  return {};
}

/** Where a workflow is named: its `name`, or its first job. */
function placeOf(workflow: Workflow): Place {
  const span = workflow.name?.span ?? workflow.jobs[0]?.idSpan ?? { start: 0, end: 0 };
  return { source: workflow.source, span };
}

function messageFor(survivors: readonly Workflow[], coverage: number, lost: readonly LostWork[]): string {
  const names = survivors.map(({ path }) => path.slice(path.lastIndexOf('/') + 1)).join(' and ');
  const verb = survivors.length === 1 ? 'does' : 'together do';
  // Rounded down: what is not done in full must not read as done in full.
  const share = coverage === 1 ? 'all' : `${Math.floor(coverage * 100)} %`;
  const work = `${names} ${verb} ${share} of this workflow's work`;
  if (lost.length === 0) return `${work}; deleting it would lose nothing.`;
  const named = lost.slice(0, 3).map(({ what, line }) => `${what} (line ${line})`);
  const more = lost.length > named.length ? [`${lost.length - named.length} more`] : [];
  return `${work}; deleting it would lose ${inWords([...named, ...more])}.`;
}

function inWords(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}
