import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GitHubBox } from '../../../src/demo/box/github-box.ts';
import { startGitHubBox } from '../../../src/demo/box/start-github-box.ts';
import { asApp, asInstallation, ask, refusalOf } from './clients.ts';

const minute = 60_000;
/** How far the box's clock is ahead, in milliseconds. */
let ahead = 0;
const clock = () => new Date(Date.now() + ahead);
let box: GitHubBox;
const where = { owner: 'acme', repo: 'secret' };

beforeAll(async () => {
  box = await startGitHubBox({ now: clock });
  await box.createRepository({ owner: 'acme', name: 'secret', files: { 'README.md': 'hush' } });
  await box.createRepository({
    owner: 'acme',
    name: 'open',
    visibility: 'public',
    files: { 'README.md': 'hi' },
  });
  await box.createRepository({ owner: 'other', name: 'secret', files: { 'README.md': 'hush' } });
});
afterAll(() => box.close());

async function jwt(claims: { iss?: string; iat?: number; exp?: number }, key?: KeyObject): Promise<string> {
  const { importPKCS8 } = await import('jose');
  const { createPrivateKey } = await import('node:crypto');
  const pkcs8 = createPrivateKey(box.privateKey).export({ type: 'pkcs8', format: 'pem' });
  const seconds = Math.floor(clock().getTime() / 1000);
  return new SignJWT({ iss: box.environment.APP_ID, iat: seconds - 60, exp: seconds + 540, ...claims })
    .setProtectedHeader({ alg: 'RS256' })
    .sign(key ?? (await importPKCS8(String(pkcs8), 'RS256')));
}

async function statusWith(token: string, path = '/app'): Promise<string> {
  const answer = await ask(box, path, { headers: { authorization: `bearer ${token}` } });
  const { message = '' } = (await answer.json()) as { message?: string };
  return `${answer.status} ${message}`.trim();
}

describe("the App's JWT", () => {
  it('is taken when it is right', async () => {
    expect(await statusWith(await jwt({}))).toBe('200');
    expect(await statusWith(await jwt({ iss: box.state.app.clientId }))).toBe('200');
  });

  it('is refused when another key signed it, when it has expired, lives too long or comes from the future', async () => {
    const seconds = Math.floor(clock().getTime() / 1000);
    const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    expect(await statusWith(await jwt({}, stranger))).toBe('401 A JSON web token could not be decoded');
    expect(await statusWith('e30.e30.e30')).toBe('401 A JSON web token could not be decoded');
    expect(await statusWith(await jwt({ exp: seconds - 1 }))).toMatch(/^401 .*'exp'/);
    expect(await statusWith(await jwt({ exp: seconds + 660 }))).toMatch(/^401 .*too far in the future/);
    expect(await statusWith(await jwt({ iat: seconds + 60 }))).toMatch(/^401 .*'iat'/);
    expect(await statusWith(await jwt({ iss: '4711' }))).toBe('404 Integration not found');
  });

  it('opens nothing but what is for Apps', async () => {
    expect(await statusWith(await jwt({}), '/repos/acme/secret')).toBe('404 Not Found');
    expect((await ask(box, '/app')).status).toBe(401);
  });
});

describe("an installation's token", () => {
  it('works for an hour, and not after it', async () => {
    const { data } = await asApp(box).request('POST /app/installations/{installation_id}/access_tokens', {
      installation_id: box.installation('acme').id,
    });
    const life = new Date(data.expires_at).getTime() - Date.now();
    expect(Math.round(life / minute)).toBe(60);
    ahead = 59 * minute;
    expect(await statusWith(data.token, '/repos/acme/secret')).toBe('200');
    ahead = 61 * minute;
    expect(await statusWith(data.token, '/repos/acme/secret')).toBe('401 Bad credentials');
    ahead = 0;
  });

  it('shows private repositories of its own account only', async () => {
    const acme = asInstallation(box, 'acme');
    expect((await acme.request('GET /repos/{owner}/{repo}', where)).data.full_name).toBe('acme/secret');
    const other = acme.request('GET /repos/{owner}/{repo}', { ...where, owner: 'other' });
    expect((await refusalOf(other)).status).toBe(404);
    const { data } = await acme.request('GET /installation/repositories');
    expect(data.repositories.map((one) => one.name)).toEqual(['secret', 'open']);
  });

  it('can be limited to less, never to more', async () => {
    const installation = { installation_id: box.installation('acme').id };
    const issue = (limits: object) =>
      asApp(box).request('POST /app/installations/{installation_id}/access_tokens', {
        ...installation,
        ...limits,
      });
    const { data } = await issue({ repositories: ['open'], permissions: { contents: 'read' } });
    expect(await statusWith(data.token, '/repos/acme/secret')).toBe('404 Not Found');
    expect(await statusWith(data.token, '/repos/acme/open')).toBe('200');
    expect((await refusalOf(issue({ permissions: { contents: 'write' } }))).status).toBe(422);
    expect((await refusalOf(issue({ repositories: ['none'] }))).status).toBe(422);
  });

  it('dies with a suspension', async () => {
    const client = asInstallation(box, 'other');
    await client.request('GET /repos/{owner}/{repo}', { ...where, owner: 'other' });
    box.suspend('other');
    const suspended = client.request('GET /repos/{owner}/{repo}', { ...where, owner: 'other' });
    expect(await refusalOf(suspended)).toMatchObject({ status: 403, message: /suspended/ });
    box.unsuspend('other');
    expect((await client.request('GET /repos/{owner}/{repo}', { ...where, owner: 'other' })).status).toBe(
      200,
    );
  });
});

describe('permissions', () => {
  const run = { name: 'ci', head_sha: 'main' };

  it("are checked for each endpoint, and GitHub's header names the one that lacks", async () => {
    box.setPermissions('acme', { checks: 'read', contents: 'read', metadata: 'read' });
    const client = asInstallation(box, 'acme');
    const refusal = client.request('POST /repos/{owner}/{repo}/check-runs', { ...where, ...run });
    await expect(refusal).rejects.toMatchObject({
      status: 403,
      message: expect.stringContaining('Resource not accessible by integration'),
      response: { headers: { 'x-accepted-github-permissions': 'checks=write' } },
    });
    const pulls = client.request('GET /repos/{owner}/{repo}/pulls', where);
    expect((await refusalOf(pulls)).status).toBe(403);
    const files = client.request('GET /repos/{owner}/{repo}/contents/{path}', {
      ...where,
      path: 'README.md',
    });
    expect((await files).status).toBe(200);
  });

  it('are not needed to read what is public', async () => {
    const client = asInstallation(box, 'acme');
    expect((await client.request('GET /repos/{owner}/{repo}/pulls', { ...where, repo: 'open' })).status).toBe(
      200,
    );
    expect((await ask(box, '/repos/acme/open/pulls')).status).toBe(200);
    expect((await ask(box, '/repos/acme/secret/pulls')).status).toBe(404);
  });
});
