import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { RequestSeen } from '../github/watched-fetch.ts';
import type { QueueSize } from '../queue/item.ts';
import type { DeliveryAnswer } from './http/receive-delivery.ts';

/** A job as it ended. */
export interface JobSeen {
  readonly kind: string;
  readonly outcome: string;
  readonly seconds: number;
  readonly requests: number;
}

/** The server's figures, in Prometheus's form. */
export interface Metrics {
  delivery(answer: DeliveryAnswer, seconds: number): void;
  job(seen: JobSeen): void;
  request(seen: RequestSeen): void;
  /** All figures as text, with its content type. */
  text(size: QueueSize | undefined): Promise<{ readonly type: string; readonly body: string }>;
}

const buckets = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

/** Figures of one server. */
export function openMetrics(): Metrics {
  const registers = [new Registry()];
  const [registry] = registers as [Registry];
  collectDefaultMetrics({ register: registry, prefix: 'ci_warden_' });
  const histogram = (name: string, help: string, labelNames: string[]) =>
    new Histogram({ name: `ci_warden_${name}`, help, labelNames, buckets, registers });
  const counter = (name: string, help: string, labelNames: string[]) =>
    new Counter({ name: `ci_warden_${name}`, help, labelNames, registers });
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name: `ci_warden_${name}`, help, labelNames, registers });

  const deliveries = counter('deliveries_total', 'Deliveries, by event and what became of them', [
    'event',
    'outcome',
  ]);
  const intake = histogram('intake_seconds', 'Time to the acknowledgement of a delivery', ['outcome']);
  const jobs = histogram('job_seconds', 'Time of a job, by kind and how it ended', ['kind', 'outcome']);
  const jobRequests = counter('job_requests_total', 'Requests to GitHub made by jobs', ['kind']);
  const requests = histogram('github_request_seconds', 'Time of requests to GitHub', ['kind', 'status']);
  const budget = gauge('github_requests_remaining', 'What the last answer said is left of the hour', [
    'kind',
  ]);
  const queue = gauge('queue_items', 'Items of the queue, by state', ['state']);
  const oldest = gauge('queue_oldest_seconds', 'How long the oldest item that could be worked has waited');

  return {
    delivery({ event, outcome }, seconds) {
      deliveries.inc({ event: event || 'none', outcome });
      intake.observe({ outcome }, seconds);
    },
    job({ kind, outcome, seconds, requests: count }) {
      jobs.observe({ kind, outcome }, seconds);
      jobRequests.inc({ kind }, count);
    },
    request({ kind, status, seconds, remaining }) {
      requests.observe(
        { kind, status: status === undefined ? 'none' : `${Math.floor(status / 100)}xx` },
        seconds,
      );
      if (remaining !== undefined) budget.set({ kind }, remaining);
    },
    async text(size) {
      for (const state of ['waiting', 'active', 'failed', 'untold'] as const) {
        queue.set({ state }, size?.[state] ?? Number.NaN);
      }
      oldest.set(size?.oldestSeconds ?? Number.NaN);
      return { type: registry.contentType, body: await registry.metrics() };
    },
  };
}
