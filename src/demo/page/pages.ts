import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GitHubBox } from '../box/github-box.ts';
import { findRepository } from '../box/store/box-state.ts';
import { fullName } from '../box/store/repository.ts';
import { assetAt, type PageAnswer, pagePolicy } from './assets.ts';
import { sendChanges } from './changes.ts';
import { checkRunPage, pullChecks } from './check-pages.ts';
import { issuePage, pullConversation } from './conversation.ts';
import { filePage, pullFiles } from './file-pages.ts';
import { type Html, html } from './html.ts';
import { layout } from './layout.ts';
import { issueList, pullList } from './lists.ts';
import { avatarPicture } from './person.ts';
import { type Site, siteOf } from './site.ts';

/** Answers a request for a page: the same addresses as GitHub's, for what the box has. */
export async function servePages(
  box: GitHubBox,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = pathOf(request, box.url);
  if (path === '/-/changes') return sendChanges(box, request, response);
  const answer = assetAt(path) ?? avatarAt(box, path) ?? (await pageAt(box, path));
  response.writeHead(answer.status, {
    'content-type': answer.type,
    'content-security-policy': answer.policy ?? pagePolicy,
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    ...(answer.location ? { location: answer.location } : {}),
  });
  response.end(request.method === 'HEAD' ? undefined : answer.body);
}

/** The path without its escapes; an address that isn't one leads nowhere. */
function pathOf(request: IncomingMessage, origin: string): string {
  try {
    return decodeURIComponent(new URL(request.url ?? '/', origin).pathname);
  } catch {
    return '/-/nowhere';
  }
}

function avatarAt(box: GitHubBox, path: string): PageAnswer | undefined {
  const id = Number(/^\/avatars\/u\/(\d+)$/.exec(path)?.[1]);
  const account = [...box.state.accounts.values()].find((one) => one.id === id);
  return account && { status: 200, type: 'image/svg+xml', body: avatarPicture(account) };
}

async function pageAt(box: GitHubBox, path: string): Promise<PageAnswer> {
  if (path === '/') {
    const [first] = box.state.repositories.values();
    if (first) return { status: 302, type: 'text/plain', body: '', location: `/${fullName(first)}/pulls` };
  }
  const page = await repositoryPage(box, path);
  const body =
    page ??
    layout({ title: 'Not found', main: html`<h1>Not found</h1><p>The box has nothing at this address.</p>` });
  return { status: page ? 200 : 404, type: 'text/html; charset=utf-8', body: body.markup };
}

async function repositoryPage(box: GitHubBox, path: string): Promise<Html | undefined> {
  const [, owner = '', name = '', kind = 'pulls', ...rest] = path.replace(/\/$/, '').split('/');
  const repository = findRepository(box.state, owner, name);
  if (!repository) return undefined;
  const site = siteOf(box, repository);
  const [first = '', second = ''] = rest;
  if (kind === 'pulls') return pullList(site);
  if (kind === 'pull') return pullPage(site, Number(first), second);
  if (kind === 'issues') return first === '' ? issueList(site) : issueAt(site, Number(first));
  if (kind === 'blob') return filePage(site, { ref: first, path: rest.slice(1).join('/') });
  const run = kind === 'runs' ? repository.checkRuns.get(Number(first)) : undefined;
  return run && checkRunPage(site, run);
}

async function pullPage(site: Site, number: number, tab: string): Promise<Html | undefined> {
  const pull = site.repository.pulls.get(number);
  if (!pull) return undefined;
  if (tab === 'checks') return pullChecks(site, pull);
  return tab === 'files' ? pullFiles(site, pull) : pullConversation(site, pull);
}

async function issueAt(site: Site, number: number): Promise<Html | undefined> {
  const issue = site.repository.issues.get(number);
  if (!issue || site.repository.pulls.has(number)) return undefined;
  return issuePage(site, issue);
}
