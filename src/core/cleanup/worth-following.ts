import type { Job, Workflow } from '../workflow/model.ts';
import { actionScripts } from './action-script.ts';
import type { Runtime } from './runtime.ts';

/** Whether a text has the name of one of the runtimes in it: without, it makes no container of theirs. */
export function names(runtimes: ReadonlySet<Runtime>, text: string): boolean {
  for (const runtime of runtimes) if (text.includes(runtime)) return true;
  return false;
}

/**
 * How much of a job must be followed to find what it does with the runtimes: `all` where the workflow names one of
 * them around or in the job; `files` where only scripts, makefiles and actions of the repository can; else nothing.
 */
export function worthFollowing(
  workflow: Workflow,
  job: Job,
  runtimes: ReadonlySet<Runtime>,
): 'all' | 'files' | 'nothing' {
  const { text } = workflow.source;
  const head = text.slice(0, workflow.jobs[0]?.span.start);
  if (names(runtimes, head) || names(runtimes, text.slice(job.span.start, job.span.end))) return 'all';
  const runsFiles = job.steps.some((step) =>
    step.run === undefined
      ? step.uses?.text.startsWith('./') || actionScripts(step).length > 0
      : mayRunFiles(step.run.text),
  );
  return runsFiles ? 'files' : 'nothing';
}

const signs = [
  './',
  '.sh',
  'make',
  'bash ',
  'sh ',
  'source ',
  '. ',
  '/scripts/',
  'GITHUB_WORKSPACE',
  'github.workspace',
];

/** Whether a script may run a file of the repository: an overestimate, by how such calls are written. */
export function mayRunFiles(script: string): boolean {
  return signs.some((sign) => script.includes(sign));
}
