// Sends signed deliveries of GitHub's size over connections that are kept, and prints how that went. It speaks HTTP over
// plain sockets, so that it takes little of the machine from what it measures.
import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import webhookExamples from '@octokit/webhooks-examples' with { type: 'json' };
import type { Figures } from './send.ts';

// The package's types are of a CommonJS module; Node gives the JSON itself.
const examples = webhookExamples as unknown as readonly {
  readonly name: string;
  readonly examples: readonly { readonly action?: string }[];
}[];
const { url, seconds, senders } = JSON.parse(process.argv[2] ?? '{}') as {
  url: string;
  seconds: number;
  senders: number;
};
const { hostname, port, pathname } = new URL(url);

/** Deliveries of pull requests whose heads are new, as GitHub sends them when somebody pushes. */
function makeBodies(count: number): { readonly body: Buffer; readonly signature: string }[] {
  const all = examples.find(({ name }) => name === 'pull_request')?.examples ?? [];
  const example = all.find(({ action }) => action === 'synchronize') ?? all[0];
  const text = JSON.stringify({ ...example, installation: { id: 1, node_id: 'x' } });
  const head = /"head":\{[^{}]*?"sha":"([0-9a-f]{40})"/.exec(text)?.[1] ?? '';
  return Array.from({ length: count }, () => {
    const body = Buffer.from(text.replaceAll(head, randomBytes(20).toString('hex')));
    const secret = process.env.WEBHOOK_SECRET ?? '';
    return { body, signature: createHmac('sha256', secret).update(body).digest('hex') };
  });
}

const bodies = makeBodies(500);
let next = 0;

function nextRequest(): Buffer {
  const { body, signature } = bodies[next % bodies.length] as (typeof bodies)[number];
  next += 1;
  const head = [
    `POST ${pathname} HTTP/1.1`,
    `host: ${hostname}:${port}`,
    'content-type: application/json',
    'user-agent: GitHub-Hookshot/bench',
    'x-github-event: pull_request',
    `x-github-delivery: ${randomUUID()}`,
    `x-hub-signature-256: sha256=${signature}`,
    `content-length: ${body.length}`,
  ];
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body]);
}

/** The status of an answer that is there to its end; undefined before. */
function statusOf(received: string): number | undefined {
  const end = received.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const head = received.slice(0, end).toLowerCase();
  const length = /\r\ncontent-length: (\d+)/.exec(head)?.[1];
  const isWhole =
    length === undefined ? received.endsWith('0\r\n\r\n') : received.length >= end + 4 + Number(length);
  return isWhole ? Number(head.split(' ')[1]) : undefined;
}

const times: number[] = [];
let refused = 0;

function exchange(socket: Socket): Promise<void> {
  const request = nextRequest();
  return new Promise((resolve, reject) => {
    const begun = performance.now();
    let received = '';
    const receive = (chunk: Buffer) => {
      received += chunk.toString('latin1');
      const status = statusOf(received);
      if (status === undefined) return;
      socket.off('data', receive);
      if (status >= 200 && status < 300) times.push(performance.now() - begun);
      else refused += 1;
      resolve();
    };
    socket.on('data', receive);
    socket.once('close', () => reject(new Error('the connection was closed')));
    socket.write(request);
  });
}

async function sendFrom(end: number): Promise<void> {
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  socket.setMaxListeners(0);
  while (performance.now() < end) await exchange(socket);
  socket.removeAllListeners('close').destroy();
}

const begun = performance.now();
await Promise.all(Array.from({ length: senders }, () => sendFrom(begun + seconds * 1000)));
const took = (performance.now() - begun) / 1000;

times.sort((a, b) => a - b);
const at = (share: number) => times[Math.floor(times.length * share)] ?? Number.NaN;
const figures: Figures = {
  rate: times.length / took,
  p50: at(0.5),
  p99: at(0.99),
  worst: times.at(-1) ?? Number.NaN,
  refused,
};
process.stdout.write(JSON.stringify(figures));
