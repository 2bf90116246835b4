import { parse } from 'unbash';
import { remembered } from '../remembered.ts';
import { withVariables } from '../shell/mask-expressions.ts';
import type { ParsedFiles } from '../shell/parsed-files.ts';
import { normalPath } from '../shell/paths.ts';
import { mayReferToFiles, scriptReferences } from '../shell/script-references.ts';
import type { SourceText } from '../source/source-text.ts';
import type { Job, Step, Workflow } from '../workflow/model.ts';
import { actionScripts } from './action-script.ts';
import { localActionFile } from './local-action.ts';
import { namesRuntime, type Runtime } from './runtime.ts';

/** Whether a text has the name of one of the runtimes in it: without, it makes no container of theirs. */
function names(runtimes: ReadonlySet<Runtime>, text: string): boolean {
  for (const runtime of runtimes) if (namesRuntime(text, runtime)) return true;
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
  if (scripts.some(({ text }) => files.namesTelling(withVariables(text), directory))) return true;
  return step.uses !== undefined && usesTellingAction(step.uses.text, files, directory, new Set());
}

/** What a manifest refers to, seen without parsing it as one; many steps of a repository use the same actions. */
const referencesIn = remembered((action: SourceText) => {
  const text = withVariables(action.text);
  return {
    files: mayReferToFiles(text) ? scriptReferences(parse(text)) : undefined,
    actions: usedIn(action.text),
  };
});

/** Whether a local action, or one that it uses in turn, tells of the runtimes or runs a file that does. */
function usesTellingAction(uses: string, files: ParsedFiles, directory: string, seen: Set<string>): boolean {
  const action = localActionFile(uses, (path) => files.read(path));
  if (action === undefined || seen.has(action.path)) return false;
  seen.add(action.path);
  const references = referencesIn(action);
  return (
    files.mayTell(action.path) ||
    (references.files !== undefined && files.anyTells(references.files, normalPath(directory) ?? '')) ||
    references.actions.some((inner) => usesTellingAction(inner, files, directory, seen))
  );
}

/** What may be local actions that a manifest uses, seen without parsing it. */
function usedIn(manifest: string): readonly string[] {
  return [...manifest.matchAll(/\buses:[ \t]*["']?(\.\/[^\s"'#]+)/g)].flatMap(([, path]) => path ?? []);
}
