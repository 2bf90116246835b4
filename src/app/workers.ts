import { GitHubError, GitHubUnavailable } from '../github/errors.ts';
import type { GitHub } from '../github/open-github.ts';
import { RetryLater, StoreUnavailable } from '../queue/errors.ts';
import type { TakenItem } from '../queue/item.ts';
import type { Workers } from '../queue/queue.ts';
import { judgeError, outageSeconds } from './jobs/judge-error.ts';
import type { Attempt, Tools } from './jobs/tools.ts';
import { giveUpTask, workTask } from './jobs/work-task.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import type { Task } from './task.ts';
import { covers } from './task-key.ts';

interface Watching {
  readonly log: Log;
  readonly metrics: Metrics;
}

/** How the queue's items are worked: each logged with its delivery, installation, repository and head, and counted. */
export function workers(tools: Tools, watching: Watching): Workers<Task> {
  return {
    work: (item) =>
      watched(tools, watching, { item, kind: item.data.kind }, async () => {
        letSettle(tools, item);
        return workTask(tools, item.data, attemptOf(item));
      }),
    giveUp: (item) =>
      watched(tools, watching, { item, kind: 'give-up' }, async () => {
        letSettle(tools, item);
        await giveUpTask(tools, item.data, { attempt: attemptOf(item), why: item.why });
        watching.metrics.gaveUp(item.data.kind);
        return `gave-up: ${item.why}`;
      }),
    covers: ({ data, attempt }, waiting) => covers({ task: data, attempt }, waiting),
  };
}

/** What a dead process asked of GitHub may still be carried out: before that, to look for it would be too early. */
function letSettle({ settleSeconds }: Tools, { before }: TakenItem<Task>): void {
  if (before !== 'cut-off' || settleSeconds === 0) return;
  throw new RetryLater(
    'the last attempt was cut off, and what it asked for may still come about',
    settleSeconds,
  );
}

function attemptOf({ id, data, attempt, storedAt, waiting }: TakenItem<Task>): Attempt {
  const delivery = data.delivery ?? id;
  return { id, delivery, number: attempt, askedAt: storedAt, begunAt: new Date(), waiting };
}

async function watched(
  { github, lateSeconds }: Tools,
  { log, metrics }: Watching,
  { item, kind }: { readonly item: TakenItem<Task>; readonly kind: string },
  job: () => Promise<string>,
): Promise<void> {
  const begun = performance.now();
  const count = { requests: 0 };
  const end = (outcome: string, failure?: string) => {
    const seconds = (performance.now() - begun) / 1000;
    const label = outcome.split(':')[0] ?? outcome;
    const { requests } = count;
    metrics.job({ kind, outcome: label, seconds, requests, ...(failure !== undefined && { failure }) });
    return {
      ...fieldsOf(item),
      kind,
      outcome,
      requests: count.requests,
      milliseconds: Math.round(seconds * 1000),
    };
  };
  try {
    const outcome = await github.counting(count, job);
    log.info(end(outcome), 'a job is done');
  } catch (error) {
    const judged = judgeError(error, {
      askedAt: item.storedAt,
      attempt: item.attempt,
      lateSeconds,
      unservedSeconds: await unservedSeconds(github, error),
    });
    if (judged.kind === 'drop') {
      log.warn({ ...end(judged.outcome), err: error }, 'a job was dropped');
      return;
    }
    const fields = end(judged.error instanceof RetryLater ? 'put-off' : 'failed', nameOf(error));
    log.warn({ ...fields, attempt: item.attempt, err: error }, 'a job failed');
    throw judged.error;
  }
}

/** Where nothing was asked for long, nothing was served: what one task can't get is told from an outage by asking. */
async function unservedSeconds(github: GitHub, error: unknown): Promise<number> {
  if (error instanceof GitHubUnavailable && github.unservedSeconds() >= outageSeconds) {
    // Whatever is answered, it counts.
    await github.reach().catch(() => {});
  }
  return github.unservedSeconds();
}

/** The names of our own errors, which are few; what is thrown besides is counted as one. */
function nameOf(error: unknown): string {
  if (error instanceof GitHubError || error instanceof StoreUnavailable) return error.name;
  return 'other';
}

function fieldsOf({ id, data }: TakenItem<Task>) {
  const { installation, repository } = data;
  return {
    delivery: data.delivery ?? id,
    installation,
    repository: `${repository.owner}/${repository.name}`,
    ...('headSha' in data && { head: data.headSha }),
    ...('question' in data && data.question.kind === 'pull-request' && { pullRequest: data.question.number }),
    ...('issue' in data && { issue: data.issue }),
  };
}
