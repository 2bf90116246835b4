import type { IncomingMessage, ServerResponse } from 'node:http';
import type { QueueSize } from '../../queue/item.ts';
import type { Metrics } from '../metrics.ts';
import type { Readiness } from './readiness.ts';
import type { DeliveryAnswer } from './receive-delivery.ts';
import { within } from './within.ts';

/** Where GitHub sends deliveries; Probot's path. */
export const webhookPath = '/api/github/webhooks';

/** How long the figures wait for those of the queue, in milliseconds: they are wanted most when the database hangs. */
const queuePatience = 3000;

/** What the routes are made of. */
export interface RouteParts {
  /** Undefined where this process takes no deliveries in. */
  readonly receive: ((request: IncomingMessage) => Promise<DeliveryAnswer>) | undefined;
  readonly metrics: Metrics;
  readonly readiness: () => Promise<Readiness>;
  readonly queueSize: () => Promise<QueueSize>;
  logDelivery(answer: DeliveryAnswer, milliseconds: number): void;
  logError(error: unknown): void;
}

/** Answers one request; never rejects. */
export function routes(
  parts: RouteParts,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  return async (request, response) => {
    try {
      await route(parts, request, response);
    } catch (error) {
      parts.logError(error);
      if (!response.headersSent) send(response, { status: 500, body: 'this is our fault' });
    }
  };
}

async function route(parts: RouteParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = (request.url ?? '/').split('?')[0];
  if (path === webhookPath && parts.receive !== undefined) {
    if (request.method === 'POST') return deliver(parts, parts.receive, { request, response });
    return send(response, { status: 405, body: 'deliveries are posted', headers: { allow: 'POST' } });
  }
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return send(response, { status: 404, body: 'not found' });
  switch (path) {
    // Only that the process answers: to start it anew would mend neither the database nor GitHub.
    case '/livez':
    case '/healthz':
    case '/ping':
      return send(response, { status: 200, body: 'ok' });
    case '/readyz': {
      const readiness = await parts.readiness();
      const status = readiness.ready ? 200 : 503;
      return send(response, {
        status,
        body: JSON.stringify(readiness),
        type: 'application/json',
      });
    }
    case '/metrics': {
      const [size, readiness] = await Promise.all([
        within(
          queuePatience,
          parts.queueSize().catch(() => undefined),
        ),
        parts.readiness(),
      ]);
      const { type, body } = await parts.metrics.text({ size, readiness });
      return send(response, { status: 200, body, type });
    }
    case '/':
      return send(response, { status: 200, body: `CI Warden. Deliveries go to ${webhookPath}.` });
    default:
      return send(response, { status: 404, body: 'not found' });
  }
}

async function deliver(
  { metrics, logDelivery }: RouteParts,
  receive: (request: IncomingMessage) => Promise<DeliveryAnswer>,
  { request, response }: { readonly request: IncomingMessage; readonly response: ServerResponse },
): Promise<void> {
  const begun = performance.now();
  const answer = await receive(request);
  // What was not read to its end would be taken for the next request.
  const headers = request.complete ? {} : { connection: 'close' };
  send(response, { status: answer.status, body: answer.text, headers });
  const milliseconds = performance.now() - begun;
  metrics.delivery(answer, milliseconds / 1000);
  logDelivery(answer, milliseconds);
}

interface Reply {
  readonly status: number;
  readonly body: string;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

function send(
  response: ServerResponse,
  { status, body, type = 'text/plain; charset=utf-8', headers = {} }: Reply,
): void {
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body), ...headers });
  response.end(body);
}
