import { createHmac, randomUUID } from 'node:crypto';
import { request } from 'node:http';
import webhookExamples from '@octokit/webhooks-examples' with { type: 'json' };
import { describe, expect, it } from 'vitest';
import { webhookPath } from '../../src/app/http/routes.ts';
import { secret, until, useScenario } from './scenario.ts';

const scenario = useScenario();
/** GitHub's own examples; the package's types know only its older form. */
const examples = webhookExamples as unknown as readonly { name: string; examples: readonly object[] }[];

interface Sent {
  readonly event?: string;
  readonly id?: string;
  readonly signature?: string;
  readonly body?: string | Buffer;
}

const sign = (body: string | Buffer, key = secret) =>
  `sha256=${createHmac('sha256', key).update(body).digest('hex')}`;

async function send({ event = 'push', id = randomUUID(), signature, body = '{}' }: Sent): Promise<number> {
  const response = await fetch(`${scenario().server.url}${webhookPath}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-github-event': event,
      'x-github-delivery': id,
      'x-hub-signature-256': signature ?? sign(body),
    },
    body: typeof body === 'string' ? body : new Uint8Array(body),
  });
  await response.text();
  return response.status;
}

describe('a delivery', () => {
  it.each([
    ['with no signature', ''],
    ['with a signature of another form', 'sha1=0123'],
    ['signed with another secret', sign('{}', 'another')],
    ['whose signature is of another body', sign('{"a":1}')],
  ])('%s is refused', async (_, signature) => {
    expect(await send({ signature })).toBe(401);
  });

  it('without an id or an event is refused', async () => {
    expect(await send({ id: '' })).toBe(400);
    expect(await send({ event: '' })).toBe(400);
  });

  it('that is no JSON, or not what GitHub sends, is not understood', async () => {
    expect(await send({ body: 'not json' })).toBe(400);
    expect(await send({ body: '{"ref":1}' })).toBe(400);
    expect(await send({ body: '[]' })).toBe(400);
    expect(await send({ body: 'null' })).toBe(400);
  });

  it('of an event that the App does not know is let go', async () => {
    expect(await send({ event: 'ping' })).toBe(200);
    expect(await send({ event: 'constructor' })).toBe(200);
    expect(await send({ event: '__proto__' })).toBe(200);
  });

  it('too large is refused, whether it says so or not', async () => {
    const refused = (headers: Record<string, string>, chunks: number) =>
      new Promise<number | string>((resolve) => {
        const sending = request(`${scenario().server.url}${webhookPath}`, {
          method: 'POST',
          headers: {
            'x-github-event': 'push',
            'x-github-delivery': randomUUID(),
            'x-hub-signature-256': `sha256=${'0'.repeat(64)}`,
            ...headers,
          },
        });
        sending.on('response', (response) => resolve(response.resume().statusCode ?? 0));
        sending.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'error'));
        const megabyte = Buffer.alloc(1024 * 1024);
        for (let index = 0; index < chunks; index += 1) sending.write(megabyte);
        if (chunks > 0) sending.end();
        else sending.flushHeaders();
      });
    expect(await refused({ 'content-length': String(26 * 1024 * 1024) }, 0)).toBe(413);
    // The answer comes while the sender still sends: it may see the connection go before it reads it.
    expect([413, 'EPIPE', 'ECONNRESET']).toContain(await refused({ 'transfer-encoding': 'chunked' }, 30));
  });

  it('too many large ones at once find no room, while small ones get in', async () => {
    const chunk = Buffer.alloc(1024 * 1024);
    const senders = Array.from({ length: 4 }, () => {
      const sending = request(`${scenario().server.url}${webhookPath}`, {
        method: 'POST',
        headers: {
          'x-github-event': 'push',
          'x-github-delivery': randomUUID(),
          'x-hub-signature-256': `sha256=${'0'.repeat(64)}`,
          'content-length': String(25 * chunk.length),
        },
      });
      sending.on('error', () => {});
      // All but the last of them: the server waits for it.
      for (let count = 0; count < 24; count += 1) sending.write(chunk);
      return sending;
    });
    await until(async () => {
      const text = await (await fetch(`${scenario().server.url}/metrics`)).text();
      return text.includes('ci_warden_deliveries_total{event="none",outcome="no-room"}');
    });
    expect(await send({ event: 'ping' })).toBe(200);
    for (const sender of senders) sender.destroy();
  });

  it('is known by its id when it comes again', async () => {
    const payload = JSON.stringify({
      action: 'opened',
      number: 1,
      pull_request: { head: { sha: 'a'.repeat(40) } },
      installation: { id: 1 },
      repository: { id: 1, name: 'gone', default_branch: 'main', owner: { login: 'nobody' } },
    });
    const counted = async (outcome: string) => {
      const metrics = await (await fetch(`${scenario().server.url}/metrics`)).text();
      const series = `ci_warden_deliveries_total{event="pull_request",outcome="${outcome}"}`;
      return Number(
        metrics
          .split('\n')
          .find((line) => line.startsWith(series))
          ?.split(' ')
          .at(-1) ?? 0,
      );
    };
    const before = { stored: await counted('stored'), known: await counted('known') };
    const id = randomUUID();
    expect(await send({ event: 'pull_request', id, body: payload })).toBe(202);
    expect(await send({ event: 'pull_request', id, body: payload })).toBe(202);
    expect(await send({ event: 'pull_request', id: 'not a uuid', body: payload })).toBe(202);
    expect(await counted('stored')).toBe(before.stored + 2);
    expect(await counted('known')).toBe(before.known + 1);
  });

  it("of every kind in GitHub's own examples is taken, or let go", async () => {
    const answers = new Map<string, Set<number>>();
    for (const { name, examples: payloads } of examples) {
      for (const payload of payloads) {
        const whole = { installation: { id: 1 }, ...payload };
        const status = await send({ event: name, body: JSON.stringify(whole) });
        answers.set(name, (answers.get(name) ?? new Set()).add(status));
      }
    }
    expect(answers.size).toBeGreaterThan(40);
    expect(
      [...answers].filter(([, statuses]) => ![...statuses].every((one) => one === 200 || one === 202)),
    ).toEqual([]);
    expect(answers.get('push')).toContain(202);
    expect(answers.get('star')).toEqual(new Set([200]));
  });
});

describe('the other routes', () => {
  it('say what is ready', async () => {
    const response = await fetch(`${scenario().server.url}/readyz`);
    expect(await response.json()).toEqual({ ready: true, database: 'ok', github: 'ok' });
  });

  it.each([
    ['GET', '/healthz', 200],
    ['GET', '/readyz', 200],
    ['GET', '/metrics', 200],
    ['GET', '/', 200],
    ['GET', '/nothing', 404],
    ['POST', '/metrics', 404],
    ['GET', webhookPath, 405],
    ['PUT', webhookPath, 405],
    ['GET', '//', 404],
  ])('%s %s is answered with %i', async (method, path, status) => {
    const response = await fetch(`${scenario().server.url}${path}`, { method });
    expect(response.status).toBe(status);
  });

  it('show figures that say something, and no secret', async () => {
    const text = await (await fetch(`${scenario().server.url}/metrics`)).text();
    expect(text).toMatch(/ci_warden_queue_items\{state="waiting"\} \d+/);
    expect(text).toContain('ci_warden_intake_seconds_bucket');
    expect(text).not.toContain(secret);
  });
});
