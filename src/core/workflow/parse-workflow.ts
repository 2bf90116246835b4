import { SourceText } from '../source/source-text.ts';
import { readComments } from './comments.ts';
import { checkFilters } from './filter-check.ts';
import { fitsSchema } from './fits-schema.ts';
import type { Comment, ValueNode, Workflow, WorkflowProblem } from './model.ts';
import { entriesOf, entryAt, scalarAt, valueAt } from './node-access.ts';
import { readDefaults, readJobs } from './read-jobs.ts';
import { readTriggers } from './read-triggers.ts';
import { readWithGitHub } from './read-with-github.ts';
import { readYaml } from './read-yaml.ts';
import { checkAsService } from './service-checks.ts';
import { yamlLimits } from './yaml-limits.ts';

/** A file of a repository: `id` identifies its content, such as a git blob id. */
export interface WorkflowFile {
  readonly path: string;
  readonly id: string;
  readonly text: string;
}

/** Reads a workflow file once, into the model and through GitHub's own validation; never throws. */
export function parseWorkflow({ path, id, text }: WorkflowFile): Workflow {
  const source = new SourceText(path, text);
  const { root, problems } = readYaml(source);
  if (problems.length === 0 && isNothing(root))
    return model({ source, id, root, problems: [saysNothing(text)] });
  const unfit =
    problems.length > 0 || (root !== undefined && fitsSchema(root)) ? problems : readWithGitHub(root, text);
  const workflow = model({ source, id, root, problems: unfit });
  if (unfit.length > 0) return workflow;
  const refused = [...checkFilters(valueAt(root, 'on')), ...checkAsService(workflow.on, workflow.jobs)];
  return refused.length === 0
    ? workflow
    : model({ source, id, root, problems: refused.slice(0, yamlLimits.problems) });
}

/** A workflow of which nothing can be read (a directory, a symbolic link, a binary); `why` is for people. */
export function unreadableWorkflow({ path, id, why }: { path: string; id: string; why: string }): Workflow {
  const problem: WorkflowProblem = { kind: 'unreadable', message: why, span: { start: 0, end: 0 } };
  return model({ source: new SourceText(path, ''), id, root: undefined, problems: [problem] });
}

function isNothing(root: ValueNode | undefined): boolean {
  return root === undefined || (root.kind === 'scalar' && root.value === null);
}

function saysNothing(text: string): WorkflowProblem {
  return {
    kind: 'schema',
    message: 'The file says nothing',
    span: { start: 0, end: Math.min(1, text.length) },
    remedy: 'Delete the file, or say in it when it runs (`on`) and what (`jobs`).',
  };
}

interface Parts {
  readonly source: SourceText;
  readonly id: string;
  readonly root: ValueNode | undefined;
  readonly problems: readonly WorkflowProblem[];
}

function model({ source, id, root, problems }: Parts): Workflow {
  const on = entryAt(root, 'on');
  let comments: readonly Comment[] | undefined;
  return {
    path: source.path,
    source,
    id,
    problems,
    // Only those who look for suppressions need the comments.
    get comments() {
      comments ??= readComments(source.text, root);
      return comments;
    },
    root: root?.kind === 'mapping' ? root : undefined,
    name: scalarAt(root, 'name'),
    on: readTriggers(on?.value),
    onSpan: on?.span,
    env: entriesOf(valueAt(root, 'env')),
    defaults: readDefaults(root),
    permissions: valueAt(root, 'permissions'),
    concurrency: valueAt(root, 'concurrency'),
    jobs: readJobs(valueAt(root, 'jobs')),
  };
}
