import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { defaults, type ServerConfig } from '../../src/app/config.ts';
import { webhookPath } from '../../src/app/http/routes.ts';
import type { Log } from '../../src/app/log.ts';
import { startServer } from '../../src/app/start-server.ts';
import { startGitHubBox } from '../../src/demo/box/start-github-box.ts';
import { deliveryHeaders } from '../signed-delivery.ts';
import type { Failure, TargetResult } from './fuzz.ts';
import { growRequest, type RequestInput } from './grow/request.ts';
import { Random, seedOf } from './random.ts';
import { examples } from './targets/payload.ts';

/** What to send. */
export interface EdgeOptions {
  /** Where the bundles of the server's threads are; undefined where the sources run. */
  readonly folder: string;
  readonly seed: number;
  readonly from: number;
  readonly count: number;
}

const secret = 'the secret of the fuzzed server';
/** GitHub gives up after this. */
const seconds = 10;

/**
 * Sends requests to a real server that takes deliveries in: broken and mutated ones, and some that are no HTTP. Each is
 * answered within GitHub's time, none with a fault of ours, and afterwards the server still takes a delivery in.
 */
export async function fuzzEdge({ folder, seed, from, count }: EdgeOptions): Promise<TargetResult> {
  const box = await startGitHubBox();
  const data = await mkdtemp(join(tmpdir(), 'ci-warden-fuzz-'));
  const faults: string[] = [];
  const config: ServerConfig = {
    ...defaults,
    appId: box.state.app.id,
    privateKey: box.privateKey,
    webhookSecret: secret,
    apiUrl: `${box.url}/api/v3`,
    port: 0,
    host: '127.0.0.1',
    database: { kind: 'embedded', folder: data },
    role: 'web',
  };
  const auditWorker = pathToFileURL(join(folder, 'audit-worker.js'));
  const server = await startServer(config, { log: faultsOnly(faults), auditWorker });
  const failures: Failure[] = [];
  let slowest = { index: from, milliseconds: 0 };
  try {
    for (let index = from; index < from + count; index += 1) {
      const input = growRequest(new Random(seedOf(seed, 'edge', index)), examples);
      const begun = performance.now();
      const error = await send(server.url, input).then(() => faults.splice(0)[0], String);
      const milliseconds = performance.now() - begun;
      if (milliseconds > slowest.milliseconds) slowest = { index, milliseconds };
      if (error !== undefined) failures.push({ target: 'edge', index, kind: 'broke', error });
    }
    const last = {
      event: 'ping',
      body: Buffer.from('{}'),
      headers: {},
      signed: 'rightly',
      as: 'delivery',
      path: '',
    } as const;
    const still = await send(server.url, last).then(() => undefined, String);
    if (still !== undefined)
      failures.push({ target: 'edge', index: from + count, kind: 'broke', error: `afterwards: ${still}` });
  } finally {
    await server.stop();
    await box.close();
    await rm(data, { recursive: true, force: true });
  }
  return { target: 'edge', inputs: count, failures, slowest };
}

async function send(url: string, input: RequestInput): Promise<void> {
  if (input.as === 'bytes') return sendBytes(url, input.body);
  const { status, text } = await post(`${url}${input.path === '' ? webhookPath : input.path}`, input);
  // An expectation that nobody knows is refused by Node.
  const allowed = input.signed === 'rightly' ? [200, 202, 400, 401, 404, 417] : [400, 401, 404, 417];
  if (!allowed.includes(status)) throw new Error(`answered with ${status}: ${text}`);
  if (text.length > 100 || text.includes(secret)) throw new Error(`answered with ${text.slice(0, 200)}`);
}

/** Node's own client sends headers that `fetch` does not. */
function post(
  url: string,
  { event, body, headers, signed }: RequestInput,
): Promise<{ status: number; text: string }> {
  const key = signed === 'rightly' ? secret : 'another';
  const { 'x-hub-signature-256': signature, ...unsigned } = deliveryHeaders({ event, body, secret: key });
  return new Promise((resolve, reject) => {
    const sending = request(url, {
      method: 'POST',
      timeout: seconds * 1000,
      headers: {
        ...unsigned,
        ...(signed !== 'not' && { 'x-hub-signature-256': signature }),
        ...headers,
      },
    });
    sending.on('timeout', () => sending.destroy(new Error('it does not answer')));
    sending.on('error', reject);
    sending.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    sending.end(body);
  });
}

/** Sends bytes that may be no HTTP; the server answers something, or hangs up. */
function sendBytes(url: string, bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname, () => socket.end(bytes));
    let answer = '';
    socket.setTimeout(seconds * 1000, () => socket.destroy(new Error('it does not answer')));
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1');
    });
    socket.on('error', (error: NodeJS.ErrnoException) =>
      error.code === undefined ? reject(error) : resolve(),
    );
    socket.on('close', () => {
      if (/^HTTP\/1\.1 5/.test(answer) && !answer.startsWith('HTTP/1.1 505'))
        reject(new Error(answer.slice(0, 200)));
      else resolve();
    });
  });
}

/** A log that keeps what must not happen. */
function faultsOnly(faults: string[]): Log {
  const fault = (fields: unknown, message?: string) =>
    void faults.push(`${message ?? fields}: ${describe(fields)}`);
  const nothing = () => {};
  const log = {
    level: 'info',
    trace: nothing,
    debug: nothing,
    info: nothing,
    warn: nothing,
    error: fault,
    fatal: fault,
  };
  return Object.assign(log, { child: () => log }) as unknown as Log;
}

function describe(fields: unknown): string {
  const { err } = (fields ?? {}) as { err?: unknown };
  return err instanceof Error ? (err.stack ?? err.message) : JSON.stringify(fields);
}
