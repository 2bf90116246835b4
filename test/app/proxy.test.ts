import { createHmac, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, it } from 'vitest';
import { type Scenario, secret, startScenario, until } from './scenario.ts';

const listeners: ServerResponse[] = [];
const proxy = createServer((_, response) => {
  response.writeHead(200, { 'content-type': 'text/event-stream' }).write('event: ready\ndata: {}\n\n');
  listeners.push(response);
});
proxy.listen(0, '127.0.0.1');
await once(proxy, 'listening');
const { port } = proxy.address() as AddressInfo;
let scenario: Scenario | undefined;
afterAll(async () => {
  await scenario?.end();
  proxy.closeAllConnections();
  proxy.close();
});

it('deliveries that come through a proxy are verified and worked, also after it broke off', async () => {
  scenario = await startScenario({ config: { webhookProxyUrl: `http://127.0.0.1:${port}/channel` } });
  const { box } = scenario;
  const repo = await box.createRepository({
    owner: 'octo',
    name: 'far',
    roles: { mona: 'admin' },
    files: { a: 'a' },
  });
  box.sendWebhooksTo('http://127.0.0.1:9/nowhere', secret);
  const headSha = await repo.push('topic', { b: 'b' });
  await repo.openPullRequest({ head: 'topic', title: 'From afar' });
  const body = {
    action: 'opened',
    number: 1,
    pull_request: { head: { sha: headSha }, title: 'Ünïcode \u2028 and "quotes"' },
    installation: { id: box.installation('octo').id },
    repository: { id: repo.repository.id, name: 'far', default_branch: 'main', owner: { login: 'octo' } },
  };
  const tell = (key: string) => {
    const signature = `sha256=${createHmac('sha256', key).update(JSON.stringify(body)).digest('hex')}`;
    const data = JSON.stringify({
      'x-github-event': 'pull_request',
      'x-github-delivery': randomUUID(),
      'x-hub-signature-256': signature,
      body,
    });
    listeners.at(-1)?.write(`id: 1\ndata: ${data.slice(0, 40)}`);
    listeners.at(-1)?.write(`${data.slice(40)}\n\n`);
  };
  await until(() => listeners.length === 1);
  listeners[0]?.end();
  await until(() => listeners.length === 2);
  tell('another secret');
  await until(async () => (await metrics()).includes('outcome="refused"} 1'));
  expect(await repo.checkRuns(headSha)).toEqual([]);
  tell(secret);
  await until(async () => (await repo.checkRuns(headSha)).length === 1);
});

async function metrics(): Promise<string> {
  return (await fetch(`${scenario?.server.url}/metrics`)).text();
}
