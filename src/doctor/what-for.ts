/** What does not work without a permission that `app.yml` asks for; a test holds the names against it. */
export const withoutPermission: Readonly<Record<string, string>> = {
  actions: "runs and their jobs can't be read, so that a sprint's progress is proved by files alone",
  checks: 'no check run can be written: no pull request gets an answer',
  contents: "workflows and the policy can't be read: nothing can be audited",
  issues: 'commands on issues get no reply, and no comment on the progress of a sprint is kept',
  merge_queues: 'GitHub sends no merge_group events: a merge queue that requires the check waits for ever',
  metadata: "whether the author of a command may write can't be asked",
  pull_requests: "pull requests can't be read, and commands under them get no reply",
};

/** What does not work without an event that `app.yml` asks for; a test holds the names against it. */
export const withoutEvent: Readonly<Record<string, string>> = {
  check_run: '"Re-run" at a check run does nothing',
  check_suite: '"Re-run all checks" does nothing',
  issue_comment: '/ci-audit gets no reply',
  issues: 'edits of a tracking issue bring no new progress',
  merge_group: 'a merge queue that requires the check waits for ever',
  pull_request: 'no pull request gets an answer',
  push: 'the default branch gets no check run',
  workflow_run: 'finished runs bring no new progress',
};
