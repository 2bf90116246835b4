import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { BudgetSeen } from '../github/watch-budget.ts';
import type { RequestSeen } from '../github/watched-fetch.ts';
import type { QueueSize } from '../queue/item.ts';
import type { StoppedSeen } from './audit/audit-pool.ts';
import { events } from './events/task-of.ts';
import type { Readiness } from './http/readiness.ts';
import type { DeliveryAnswer } from './http/receive-delivery.ts';
import { Budgets, leftovers } from './metrics/budgets.ts';
import type { Task } from './task.ts';

/** An attempt at a job, as it ended. */
export interface JobSeen {
  readonly kind: string;
  readonly outcome: string;
  readonly seconds: number;
  readonly requests: number;
  /** What kind of error ended it, where one did. */
  readonly failure?: string;
}

/** A look at GitHub's log of deliveries. */
export interface SweepSeen {
  readonly outcome: 'done' | 'failed';
  /** How many deliveries GitHub was asked to send again. */
  readonly redelivered: number;
  /** How many were asked for so often in vain that they are asked for no more. */
  readonly givenUp: number;
  /** How many have not got here, those that were given up among them. */
  readonly missing: number;
}

/** What `/metrics` asks for anew each time; undefined where it can't be had. */
export interface StateNow {
  readonly size: QueueSize | undefined;
  readonly readiness: Readiness | undefined;
}

/** The server's figures, in Prometheus's form. */
export interface Metrics {
  delivery(answer: DeliveryAnswer, seconds: number): void;
  job(seen: JobSeen): void;
  /** An audit was ended at its bound. */
  auditStopped(seen: StoppedSeen): void;
  /** An item was given up, and who waits for it has been told. */
  gaveUp(kind: string): void;
  request(seen: RequestSeen): void;
  budget(seen: BudgetSeen): void;
  sweep(seen: SweepSeen): void;
  /** All figures as text, with its content type. */
  text(state: StateNow): Promise<{ readonly type: string; readonly body: string }>;
}

const buckets = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];
const taskKinds: readonly Task['kind'][] = [
  'answer-head',
  'answer-suite',
  'answer-comment',
  'reply',
  'update-progress',
  'look-again',
];
const auditKinds: readonly StoppedSeen['kind'][] = [
  'decide',
  'decide-progress',
  'date-evidence',
  'parse-command',
  'read-manifests',
  'tick-body',
];
const bounds: readonly StoppedSeen['bound'][] = ['time', 'memory'];
/** How many installations are named: those with least left. */
const named = 10;

/** Figures of one server. */
export function openMetrics(info: { readonly role: string }): Metrics {
  const registers = [new Registry()];
  const [registry] = registers as [Registry];
  collectDefaultMetrics({ register: registry });
  const histogram = (name: string, help: string, labelNames: string[]) =>
    new Histogram({ name: `ci_warden_${name}`, help, labelNames, buckets, registers });
  const counter = (name: string, help: string, labelNames: string[] = []) =>
    new Counter({ name: `ci_warden_${name}`, help, labelNames, registers });
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name: `ci_warden_${name}`, help, labelNames, registers });

  gauge('build_info', 'Always 1; the labels say what runs', ['version', 'role']).set(
    { version: process.env.CI_WARDEN_VERSION ?? 'unbuilt', role: info.role },
    1,
  );
  const deliveries = counter('deliveries_total', 'Deliveries, by event and what became of them', [
    'event',
    'outcome',
  ]);
  const intake = histogram('intake_seconds', 'Time to the acknowledgement of a delivery', ['outcome']);
  const jobs = histogram('job_seconds', 'Time of an attempt at a job, by kind and how it ended', [
    'kind',
    'outcome',
  ]);
  const failures = counter('job_failures_total', 'Attempts at jobs that an error ended, by kind of error', [
    'kind',
    'error',
  ]);
  const givenUp = counter('jobs_given_up_total', 'Jobs that failed for good, and were told to who waits', [
    'kind',
  ]);
  const stopped = counter('audits_stopped_total', 'Audits that were ended at their bound, by what they did', [
    'kind',
    'bound',
  ]);
  const jobRequests = counter('job_requests_total', 'Requests to GitHub made by jobs', ['kind']);
  const requests = histogram('github_request_seconds', 'Time of requests to GitHub', ['kind', 'status']);
  const left = gauge(
    'github_rate_limit_remaining_ratio',
    `Share of the hour's budget that is left, of the ${named} lowest`,
    ['installation', 'resource'],
  );
  const installations = gauge(
    'github_rate_limit_installations',
    'Installations with a budget under way, by how much of it is left',
    ['resource', 'left'],
  );
  const sweeps = counter('sweeps_total', "Looks at GitHub's log of deliveries, by how they ended", [
    'outcome',
  ]);
  const redeliveries = counter('sweep_redeliveries_total', 'Deliveries that GitHub was asked to send again');
  const redeliveriesGivenUp = counter(
    'sweep_given_up_total',
    'Deliveries that failed so often that they are asked for no more',
  );
  const missing = gauge('sweep_missing', 'Deliveries that have not got here, as the last look here has it');
  const swept = gauge('sweep_last_done_timestamp_seconds', 'When a look at the log was last done here');
  const queue = gauge('queue_items', 'Items of the queue, by state', ['state']);
  const oldest = gauge('queue_oldest_seconds', 'How long the oldest item that could be worked has waited');
  const up = gauge('dependency_up', 'Whether what the server needs answers: 1 or 0', ['dependency']);
  const budgets = new Budgets();
  // From nothing to one is no increase for Prometheus: what alerts look at begins with 0.
  for (const event of events) deliveries.inc({ event, outcome: 'store-down' }, 0);
  for (const kind of taskKinds) givenUp.inc({ kind }, 0);
  for (const kind of auditKinds) for (const bound of bounds) stopped.inc({ kind, bound }, 0);

  const showBudgets = () => {
    const { lowest, counts } = budgets.now(Date.now(), named);
    left.reset();
    for (const { installation, resource, share } of lowest) left.set({ installation, resource }, share);
    for (const [resource, count] of counts) {
      for (const leftover of leftovers) installations.set({ resource, left: leftover }, count[leftover]);
    }
  };
  return {
    delivery({ event, outcome }, seconds) {
      deliveries.inc({ event: eventLabel(event), outcome });
      intake.observe({ outcome }, seconds);
    },
    job({ kind, outcome, seconds, requests: count, failure }) {
      jobs.observe({ kind, outcome }, seconds);
      jobRequests.inc({ kind }, count);
      if (failure !== undefined) failures.inc({ kind, error: failure });
    },
    auditStopped: ({ kind, bound }) => stopped.inc({ kind, bound }),
    gaveUp: (kind) => givenUp.inc({ kind }),
    request({ kind, status, seconds }) {
      requests.observe(
        { kind, status: status === undefined ? 'none' : `${Math.floor(status / 100)}xx` },
        seconds,
      );
    },
    budget: (seen) => budgets.note(seen),
    sweep({ outcome, redelivered, givenUp: unsent, missing: gone }) {
      sweeps.inc({ outcome });
      redeliveries.inc(redelivered);
      redeliveriesGivenUp.inc(unsent);
      missing.set(gone);
      if (outcome === 'done') swept.setToCurrentTime();
    },
    async text({ size, readiness }) {
      for (const state of ['waiting', 'active', 'failed', 'untold'] as const) {
        queue.set({ state }, size?.[state] ?? Number.NaN);
      }
      oldest.set(size?.oldestSeconds ?? Number.NaN);
      for (const dependency of ['database', 'github'] as const) {
        up.set({ dependency }, readiness?.[dependency] === 'ok' ? 1 : 0);
      }
      showBudgets();
      return { type: registry.contentType, body: await registry.metrics() };
    },
  };
}

/** GitHub adds events; those that the App does not listen to need no series of their own. */
function eventLabel(event: string): string {
  if (event === '') return 'none';
  return events.includes(event) ? event : 'other';
}
