import type { PlacedJob } from '../runners/placed-jobs.ts';
import { commandsOf } from '../shell/commands.ts';
import { shellOf } from '../shell/shell-of.ts';
import type { CallIndex } from '../workflow/callers.ts';
import type { Job, Step, Workflow } from '../workflow/model.ts';

/** How a fork's code gets to a job. */
export interface ForkCode {
  /** The event by which it comes. */
  readonly event: string;
  /** In words that follow "runs on `x`": `for pull requests`. */
  readonly how: string;
  /** The step that fetches it, where the event alone doesn't bring it. */
  readonly step: Step | undefined;
}

/** Events that run the base's own workflow, with secrets, for what somebody from outside does. */
const privileged = ['pull_request_target', 'workflow_run', 'issue_comment'];

/**
 * Whether a job gets a fork's code: by `pull_request`, which runs the fork's own version of the workflow, or because
 * it checks the pull request's head out itself. Events reach reusable workflows through their callers.
 */
export function takesForkCode({ workflow, job }: PlacedJob, index: CallIndex): ForkCode | undefined {
  const events = eventsOf(workflow, index);
  if (events.has('pull_request')) return { event: 'pull_request', how: 'for pull requests', step: undefined };
  const event = privileged.find((name) => events.has(name));
  if (event === undefined) return undefined;
  const step = job.steps.find((candidate) => fetchesHead(candidate, { workflow, job }));
  if (step === undefined) return undefined;
  return { event, how: `and checks out the head of the pull request (\`${event}\`)`, step };
}

function eventsOf(workflow: Workflow, index: CallIndex): ReadonlySet<string> {
  const events = new Set<string>();
  const seen = new Set<Workflow>();
  const visit = (one: Workflow): void => {
    if (seen.has(one)) return;
    seen.add(one);
    for (const { event } of one.on) events.add(event);
    for (const caller of index.get(one.path) ?? []) visit(caller.workflow);
  };
  visit(workflow);
  return events;
}

const head =
  /github\.head_ref|pull_request\.head\.|workflow_run\.head_|refs\/pull\/|pull_request\.number|issue\.number/;

function fetchesHead(step: Step, place: { workflow: Workflow; job: Job }): boolean {
  if (/^actions\/checkout@/i.test(step.uses?.text ?? '')) {
    return step.with.some(
      ({ key, value }) =>
        /^(?:ref|repository)$/i.test(key.text) && value.kind === 'scalar' && head.test(value.text),
    );
  }
  if (step.run === undefined || !/checkout|fetch|pull/.test(step.run.text)) return false;
  return commandsOf(step.run, shellOf({ step, ...place })).some(({ words }) => {
    const [name, verb, ...others] = words.map((word) => word.value ?? word.raw);
    if (name === 'gh') return verb === 'pr' && others[0] === 'checkout';
    return (
      name === 'git' &&
      (verb === 'fetch' || verb === 'pull') &&
      others.some((word) => /pull\/|head_ref|pull_request\.head/.test(word))
    );
  });
}
