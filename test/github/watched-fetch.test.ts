import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AnswerTooLarge, NotFound } from '../../src/github/errors.ts';
import { translateError } from '../../src/github/translate-error.ts';
import { WatchedFetch } from '../../src/github/watched-fetch.ts';

const most = 100_000;
let server: Server;
let url: string;
beforeAll(async () => {
  server = createServer((request, response) => {
    const text = JSON.stringify('x'.repeat(request.url === '/fits' ? most - 2 : most - 1));
    response.setHeader('content-type', 'application/json');
    if (request.url === '/packed') response.setHeader('content-encoding', 'gzip');
    if (request.url === '/none') return response.writeHead(204).end();
    return response.end(request.url === '/packed' ? gzipSync(text) : text);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

const ask = (path: string) => new WatchedFetch(() => {}, most).fetch(`${url}${path}`);

describe('an answer', () => {
  it('is there as it came', async () => {
    const answer = await ask('/fits');
    expect(answer).toMatchObject({ status: 200, url: `${url}/fits` });
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(String(await answer.json())).toHaveLength(most - 2);
    expect((await ask('/none')).status).toBe(204);
  });

  it.each(['/long', '/packed'])('that is too large is not held, nor asked for again: %s', async (path) => {
    await expect(ask(path)).rejects.toThrow(AnswerTooLarge);
  });
});

describe('an error from below Octokit', () => {
  it('is told as what it is', () => {
    const cause = new AnswerTooLarge('too large', 200);
    expect(translateError(Object.assign(new Error('fetch failed', { cause }), { status: 500 }), 0)).toBe(
      cause,
    );
    expect(translateError(Object.assign(new Error('none'), { status: 404 }), 0)).toBeInstanceOf(NotFound);
  });
});
