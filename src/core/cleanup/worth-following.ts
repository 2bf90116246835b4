import { expressionRanges } from '../shell/mask-expressions.ts';
import type { ParsedFiles } from '../shell/parsed-files.ts';
import { normalPath } from '../shell/paths.ts';
import type { Job, Step, Workflow } from '../workflow/model.ts';
import { actionScripts } from './action-script.ts';
import { localActionFile } from './local-action.ts';
import type { Runtime } from './runtime.ts';

/** Whether a text has the name of one of the runtimes in it: without, it makes no container of theirs. */
export function names(runtimes: ReadonlySet<Runtime>, text: string): boolean {
  for (const runtime of runtimes) if (text.includes(runtime)) return true;
  return false;
}

/**
 * Whether a job may do anything with the runtimes: the workflow names one of them around or in the job, or a script,
 * a makefile or an action of the repository that the job runs does. Following a job costs much more than this look.
 */
export function isWorthFollowing(
  { workflow, job }: { readonly workflow: Workflow; readonly job: Job },
  runtimes: ReadonlySet<Runtime>,
  files: ParsedFiles,
): boolean {
  if (runtimes.size === 0) return false;
  const { text } = workflow.source;
  const head = text.slice(0, workflow.jobs[0]?.span.start);
  if (names(runtimes, head) || names(runtimes, text.slice(job.span.start, job.span.end))) return true;
  const directory = (job.defaults.workingDirectory ?? workflow.defaults.workingDirectory)?.text ?? '';
  return job.steps.some((step) => runsTellingFile(step, files, step.workingDirectory?.text ?? directory));
}

function runsTellingFile(step: Step, files: ParsedFiles, directory: string): boolean {
  const scripts = step.run === undefined ? actionScripts(step).map(({ script }) => script) : [step.run];
  if (
    scripts.some(
      ({ text }) => mayNameFiles(text) && files.namesTelling({ masked: withVariables(text) }, directory),
    )
  )
    return true;
  const action =
    step.uses === undefined ? undefined : localActionFile(step.uses.text, (path) => files.read(path));
  if (action === undefined) return false;
  return (
    files.mayTell(action.path) ||
    files.namesTelling({ masked: withVariables(action.text) }, normalPath(directory) ?? '')
  );
}

/** The text with each expression as a shell variable: what follows it is literal either way. */
function withVariables(text: string): string {
  if (!text.includes('${{')) return text;
  let written = '';
  let from = 0;
  for (const { start, end } of expressionRanges(text)) {
    written += `${text.slice(from, start)}\${${'_'.repeat(end - start - 3)}}`;
    from = end;
  }
  return written + text.slice(from);
}

const signs = ['/', 'sh ', 'make', 'source ', '. '];

/** Whether a script can name a file at all, seen without parsing it. */
function mayNameFiles(script: string): boolean {
  return signs.some((sign) => script.includes(sign));
}
