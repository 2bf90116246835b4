import type { Task } from '../task.ts';
import { onCheckRun } from './on-check-run.ts';
import { onCheckSuite } from './on-check-suite.ts';
import { onIssueComment } from './on-issue-comment.ts';
import { onIssues } from './on-issues.ts';
import { onMergeGroup } from './on-merge-group.ts';
import { onPullRequest } from './on-pull-request.ts';
import { onPush } from './on-push.ts';
import { onWorkflowRun } from './on-workflow-run.ts';

type Handler = (event: unknown, app: { readonly appId: number }) => Task | undefined;

const handlers: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ['check_run', onCheckRun],
  ['check_suite', onCheckSuite],
  ['issue_comment', onIssueComment],
  ['issues', onIssues],
  ['merge_group', onMergeGroup],
  ['pull_request', onPullRequest],
  ['push', onPush],
  ['workflow_run', onWorkflowRun],
]);

/** The events that the App listens to; a test holds `app.yml` against them. */
export const events: readonly string[] = [...handlers.keys()];

/** What a delivery asks for; undefined where it asks for nothing. Throws where it is not what GitHub sends. */
export function taskOf(name: string, event: unknown, app: { readonly appId: number }): Task | undefined {
  return handlers.get(name)?.(event, app);
}
