import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GitHubBox } from '../../../src/demo/box/github-box.ts';
import { startGitHubBox } from '../../../src/demo/box/start-github-box.ts';
import { asInstallation, ask, refusalOf } from './clients.ts';

const where = { owner: 'acme', repo: 'tool' };
let box: GitHubBox;

beforeAll(async () => {
  box = await startGitHubBox();
  await box.createRepository({ owner: 'acme', name: 'tool', visibility: 'public', files: { a: 'a' } });
});
afterAll(() => box.close());

describe('the server of the box', () => {
  it('takes a free port where the one wished for is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const second = await startGitHubBox({ port });
    expect(second.url).not.toContain(`:${port}`);
    expect((await ask(second, '/meta')).status).toBe(200);
    await second.close();
    other.close();
  });

  it('records every request by its endpoint', async () => {
    const before = box.requests.length;
    const github = asInstallation(box, 'acme');
    await github.request('GET /repos/{owner}/{repo}', where);
    await github.graphql('{ viewer { login } }');
    await ask(box, '/nowhere');
    expect(box.requests.slice(before).map((one) => [one.endpoint, one.caller, one.status])).toEqual([
      ['POST /app/installations/{installation_id}/access_tokens', 'app', 201],
      ['GET /repos/{owner}/{repo}', 'installation', 200],
      ['POST /graphql', 'installation', 200],
      [undefined, 'anonymous', 404],
    ]);
  });

  it('answers 304 to whoever has the answer already', async () => {
    const first = await ask(box, '/repos/acme/tool');
    const etag = first.headers.get('etag') ?? '';
    expect((await ask(box, '/repos/acme/tool', { headers: { 'if-none-match': etag } })).status).toBe(304);
  });

  it('says what is wrong with a body that is no JSON object', async () => {
    const post = (body: string) => ask(box, '/repos/acme/tool/check-runs', { method: 'POST', body });
    expect((await post('{')).status).toBe(400);
    expect((await post('[]')).status).toBe(400);
  });

  it('misbehaves when told to, as often as told', async () => {
    const github = asInstallation(box, 'acme');
    const endpoint = 'POST /repos/{owner}/{repo}/check-runs';
    const tool = box.repository('acme/tool');
    const create = async () =>
      github.request(endpoint, {
        ...where,
        name: 'x',
        head_sha: await tool.sha('main'),
        conclusion: 'success',
      });
    box.fail({ endpoint, times: 1, does: { status: 502, headers: { 'retry-after': '1' } } });
    box.fail({ endpoint, times: 1, does: 'reset' });
    box.fail({ endpoint, times: 1, does: 'lose-answer' });
    expect((await refusalOf(create())).status).toBe(502);
    expect((await refusalOf(create())).status).toBe(500);
    expect(await tool.checkRuns('main')).toHaveLength(0);
    expect((await refusalOf(create())).status).toBe(500);
    expect(await tool.checkRuns('main')).toHaveLength(1);
    expect((await create()).status).toBe(201);
  });
});
