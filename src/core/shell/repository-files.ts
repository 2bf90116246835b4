import type { Repository } from '../audit/repository.ts';
import type { SourceText } from '../source/source-text.ts';
import type { Workflow } from '../workflow/model.ts';
import { ParsedFiles } from './parsed-files.ts';
import { normalPath } from './paths.ts';

/** The files that jobs of a workflow may run. `isTelling`: whether an analysis may find anything in a file. */
export function filesOf(
  { repository, workflow }: { readonly repository: Pick<Repository, 'file'>; readonly workflow: Workflow },
  isTelling?: (source: SourceText) => boolean,
): ParsedFiles {
  return new ParsedFiles(readerOf(repository, workflow), isTelling);
}

/** Reads files by where they lie when the job runs: `actions/checkout` may put the repository into a folder. */
function readerOf(
  repository: Pick<Repository, 'file'>,
  workflow: Workflow,
): (path: string) => SourceText | undefined {
  const steps = workflow.jobs.flatMap((job) => job.steps);
  const folders = steps.flatMap((step) => {
    if (step.uses?.text.startsWith('actions/checkout@') !== true) return [];
    if (step.with.some((entry) => entry.key.text === 'repository')) return [];
    const path = step.with.find((entry) => entry.key.text === 'path')?.value;
    const folder = path?.kind === 'scalar' ? normalPath(path.text) : undefined;
    return folder ? [`${folder}/`] : [];
  });
  return (path) => {
    const folder = folders.find((prefix) => path.startsWith(prefix));
    return (
      repository.file(path) ?? (folder === undefined ? undefined : repository.file(path.slice(folder.length)))
    );
  };
}
