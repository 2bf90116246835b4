import type { Span } from '../source/source-text.ts';
import type { ScalarNode, Trigger, Workflow } from '../workflow/model.ts';
import { cronFrequency } from './cron-frequency.ts';

/** One filter of a trigger: what it lets through, and what it keeps out. */
export interface Filter {
  readonly name: 'branches' | 'tags' | 'paths' | 'types' | 'workflows';
  /** Undefined lets everything through. */
  readonly allow: readonly string[] | undefined;
  readonly deny: readonly string[];
  /** The workflow's own path, where it is one of `paths`: a copy names itself. */
  readonly own?: string;
}

/** One kind of event that starts a workflow. A push of branches and a push of tags are two. */
export interface Activity {
  readonly event: string;
  readonly span: Span;
  readonly filters: readonly Filter[];
  /** The cron expressions, with the time zone behind one that is not meant in UTC. */
  readonly crons: readonly string[];
  /** How often a week the schedule comes due. */
  readonly timesAWeek: number;
}

// https://docs.github.com/en/actions/reference/events-that-trigger-workflows#pull_request
const defaultTypes = new Map([
  ['pull_request', ['opened', 'synchronize', 'reopened']],
  ['pull_request_target', ['opened', 'synchronize', 'reopened']],
]);

/** What starts the workflow by itself or by hand; a call by another workflow does not count: that is the caller's work. */
export function activitiesOf(workflow: Workflow): Activity[] {
  return workflow.on
    .filter((trigger) => trigger.event !== 'workflow_call')
    .flatMap((trigger) =>
      trigger.event === 'push' ? pushesOf(trigger, workflow.path) : [activityOf(trigger, workflow.path)],
    );
}

/** A filter on branches alone lets no tag through, and the reverse. */
function pushesOf(trigger: Trigger, path: string): Activity[] {
  const branches = filterOf('branches', trigger.branches, trigger.branchesIgnore);
  const tags = filterOf('tags', trigger.tags, trigger.tagsIgnore);
  const paths = pathsOf(trigger, path);
  const wants = {
    branches: trigger.branches ?? trigger.branchesIgnore,
    tags: trigger.tags ?? trigger.tagsIgnore,
  };
  const bare = { event: '', span: trigger.span, crons: [], timesAWeek: 0 };
  const pushes: Activity[] = [];
  if (wants.branches !== undefined || wants.tags === undefined)
    pushes.push({ ...bare, event: 'push', filters: [branches, paths] });
  const wantsTags = wants.tags !== undefined || wants.branches === undefined;
  if (wantsTags && tags.allow?.length !== 0 && !tags.deny.some((pattern) => /^\*+$/.test(pattern)))
    // GitHub does not look at paths where a tag is pushed.
    pushes.push({ ...bare, event: 'push of tags', filters: [tags] });
  return pushes;
}

function activityOf(trigger: Trigger, path: string): Activity {
  const crons = (trigger.crons ?? []).map((cron) => cron.text.trim().replace(/\s+/g, ' '));
  const types = trigger.types?.map((type) => type.text) ?? defaultTypes.get(trigger.event);
  return {
    event: trigger.event,
    span: trigger.span,
    filters: [
      filterOf('branches', trigger.branches, trigger.branchesIgnore),
      pathsOf(trigger, path),
      { name: 'types', allow: types, deny: [] },
      filterOf('workflows', trigger.workflows, undefined),
    ],
    crons: crons.map((cron, at) => [cron, trigger.timeZones?.[at] ?? []].flat().join(' ')),
    timesAWeek: crons.reduce((sum, cron) => sum + (cronFrequency(cron) ?? 0), 0),
  };
}

function pathsOf(trigger: Trigger, path: string): Filter {
  const filter = filterOf('paths', trigger.paths, trigger.pathsIgnore);
  return filter.allow?.includes(path) ? { ...filter, own: path } : filter;
}

/** `!pattern` takes out again what the patterns before it let in. */
function filterOf(
  name: Filter['name'],
  allowed: readonly ScalarNode[] | undefined,
  ignored: readonly ScalarNode[] | undefined,
): Filter {
  const patterns = (allowed ?? []).map((pattern) => pattern.text);
  const excluded = patterns.filter((pattern) => pattern.startsWith('!')).map((pattern) => pattern.slice(1));
  return {
    name,
    allow: allowed === undefined ? undefined : patterns.filter((pattern) => !pattern.startsWith('!')),
    deny: [...excluded, ...(ignored ?? []).map((pattern) => pattern.text)],
  };
}
