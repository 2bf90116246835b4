import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhooks } from '@octokit/webhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { BoxRepository } from '../../../src/demo/box/box-repository.ts';
import type { GitHubBox } from '../../../src/demo/box/github-box.ts';
import { startGitHubBox } from '../../../src/demo/box/start-github-box.ts';
import { asApp, asInstallation } from './clients.ts';

const secret = 'a secret of the tests';
const webhooks = new Webhooks({ secret });

interface Received {
  readonly event: string;
  readonly guid: string;
  readonly verified: boolean;
  // biome-ignore lint/suspicious/noExplicitAny: each event has another payload
  readonly payload: any;
}

let box: GitHubBox;
let tool: BoxRepository;
let receiver: Server;
let received: Received[] = [];
let status = 202;

beforeAll(async () => {
  receiver = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const { headers } = request;
    received.push({
      event: `${headers['x-github-event']}`,
      guid: `${headers['x-github-delivery']}`,
      verified: await webhooks.verify(body, `${headers['x-hub-signature-256']}`),
      payload: JSON.parse(body),
    });
    response.writeHead(status).end('taken');
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  box = await startGitHubBox();
  box.sendWebhooksTo(`http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`, secret);
  tool = await box.createRepository({
    owner: 'acme',
    name: 'tool',
    files: { 'README.md': 'Tool\n' },
    roles: { ada: 'write' },
  });
});
afterAll(async () => {
  await box.close();
  receiver.close();
});
beforeEach(() => {
  received = [];
  status = 202;
});

const names = () =>
  received.map(({ event, payload }) => [event, payload.action].filter(Boolean).join('.')).sort();

describe('deliveries', () => {
  it("are signed, and of GitHub's shape", async () => {
    await tool.push('topic', { 'a.txt': 'a' }, { by: 'ada' });
    const { issue } = await tool.openPullRequest({ title: 'Topic', head: 'topic', author: 'ada' });
    await tool.push('topic', { 'a.txt': 'b' }, { by: 'ada' });
    await tool.push('elsewhere', { 'b.txt': 'b' });
    await tool.retarget(issue.number, 'elsewhere');
    await tool.retarget(issue.number, 'main');
    await tool.closePullRequest(issue.number);
    await tool.reopenPullRequest(issue.number);
    await tool.mergeGroup(issue.number);
    await tool.merge(issue.number);
    // Throws where a payload is not as GitHub's description has it.
    await box.settled();
    expect(received.every((one) => one.verified)).toBe(true);
    expect(names()).toEqual([
      'check_suite.requested',
      'check_suite.requested',
      'check_suite.requested',
      'check_suite.requested',
      'check_suite.requested',
      'merge_group.checks_requested',
      'pull_request.closed',
      'pull_request.closed',
      'pull_request.edited',
      'pull_request.edited',
      'pull_request.opened',
      'pull_request.reopened',
      'pull_request.synchronize',
      'push',
      'push',
      'push',
      'push',
      'push',
    ]);
    const payload = (event: string, action?: string) =>
      received.find((one) => one.event === event && one.payload.action === action)?.payload;
    const synchronized = payload('pull_request', 'synchronize');
    expect(synchronized.after).toBe(synchronized.pull_request.head.sha);
    expect(synchronized).toMatchObject({
      repository: { full_name: 'acme/tool' },
      installation: { id: box.installation('acme').id },
      sender: { login: 'ada' },
      organization: { login: 'acme' },
    });
    expect(payload('pull_request', 'edited').changes.base.ref).toEqual({ from: 'main' });
    const group = payload('merge_group', 'checks_requested').merge_group;
    expect(await tool.sha(group.head_ref)).toBe(group.head_sha);
    expect(payload('push')).toMatchObject({ created: true, before: '0'.repeat(40), forced: false });
  });

  it('follow what the App itself does, too', async () => {
    const github = asInstallation(box, 'acme');
    const where = { owner: 'acme', repo: 'tool' };
    const sha = await tool.sha('main');
    const issue = tool.openIssue({ title: 'Sprint', author: 'ada' });
    tool.editIssue(issue, { body: 'new' }, 'ada');
    const written = tool.comment(issue, 'ada', 'first');
    tool.editComment(written, 'second');
    await github.request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', {
      ...where,
      issue_number: issue,
      body: 'from the App',
    });
    const { data } = await github.request('POST /repos/{owner}/{repo}/check-runs', {
      ...where,
      name: 'ci-warden',
      head_sha: sha,
      conclusion: 'success',
    });
    const [run] = await tool.checkRuns(sha);
    expect(run?.id).toBe(data.id);
    if (!run) return;
    tool.rerequest(run, 'ada');
    await tool.rerequestSuite(run, 'ada');
    tool.requestAction(run, 'fix', 'ada');
    await box.settled();
    expect(names()).toEqual([
      'check_run.completed',
      'check_run.created',
      'check_run.requested_action',
      'check_run.rerequested',
      'check_suite.completed',
      'check_suite.rerequested',
      'issue_comment.created',
      'issue_comment.created',
      'issue_comment.edited',
      'issues.edited',
      'issues.opened',
    ]);
    const bots = received.filter(({ payload }) => payload.sender.type === 'Bot');
    expect(bots.map(({ event }) => event)).toContain('issue_comment');
  });

  it('are not sent of what the App may not see', async () => {
    box.setPermissions('acme', { contents: 'read', metadata: 'read' });
    await tool.push('quiet', { 'q.txt': 'q' });
    const { issue } = await tool.openPullRequest({ title: 'Quiet', head: 'quiet' });
    await tool.mergeGroup(issue.number);
    await box.settled();
    expect(new Set(names())).toEqual(new Set(['push']));
    box.setPermissions('acme', box.state.app.permissions);
  });

  it('that failed are in the log, and are sent again only when asked for, under the same id', async () => {
    status = 503;
    tool.comment(tool.openIssue({ title: 'x' }), 'ada', '/ci-audit');
    await box.settled();
    status = 202;
    const app = asApp(box);
    const { data: failed } = await app.request('GET /app/hook/deliveries', { status: 'failure' });
    const lost = failed.find((one) => one.event === 'issue_comment');
    expect(lost).toMatchObject({ status_code: 503, redelivery: false });
    const { data: details } = await app.request('GET /app/hook/deliveries/{delivery_id}', {
      delivery_id: Number(lost?.id),
    });
    expect(details.request.payload).toMatchObject({ comment: { body: '/ci-audit' } });
    received = [];
    await app.request('POST /app/hook/deliveries/{delivery_id}/attempts', { delivery_id: Number(lost?.id) });
    await box.settled();
    expect(received).toMatchObject([{ guid: lost?.guid, verified: true, event: 'issue_comment' }]);
    expect(box.deliveries.at(-1)).toMatchObject({ redelivery: true, outcome: { statusCode: 202 } });
  });

  it('are listed in pages, newest first', async () => {
    const app = asApp(box);
    const { data: all } = await app.request('GET /app/hook/deliveries', { per_page: 100 });
    const first = await app.request('GET /app/hook/deliveries', { per_page: 2 });
    expect(first.data.map((one) => one.id)).toEqual(all.slice(0, 2).map((one) => one.id));
    const cursor = new URL(
      /<([^>]+)>; rel="next"/.exec(first.headers.link ?? '')?.[1] ?? '',
    ).searchParams.get('cursor');
    const second = await app.request('GET /app/hook/deliveries', { per_page: 2, cursor: cursor ?? '' });
    expect(second.data.map((one) => one.id)).toEqual(all.slice(2, 4).map((one) => one.id));
  });
});
