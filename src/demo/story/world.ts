import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readConfig } from '../../app/config.ts';
import { webhookPath } from '../../app/http/routes.ts';
import { type RunningServer, startServer } from '../../app/start-server.ts';
import type { BoxRepository } from '../box/box-repository.ts';
import type { GitHubBox } from '../box/github-box.ts';
import { startGitHubBox } from '../box/start-github-box.ts';
import { servePages } from '../page/pages.ts';
import { filesOf, issueText } from '../sprint/sprint-files.ts';
import type { Narrator } from './narrator.ts';

/** The number of the sprint's issue. */
export const sprintIssue = 106;

/** The day on which the sprint began: long enough ago for runs before and after it. */
export function sprintStart(): Date {
  return new Date(Math.floor(Date.now() / day - 7) * day);
}

const day = 24 * 60 * 60_000;

/** All that the story happens in. */
export interface World {
  readonly box: GitHubBox;
  readonly tool: BoxRepository;
  close(): Promise<void>;
}

/** The address of the repository's pages. */
export function pageOf({ box, tool }: World): string {
  return `${box.url}/${tool.fullName}`;
}

/** Where the world is: the page's port, and an empty folder. */
export interface Place {
  readonly port: number;
  readonly folder: string;
}

/** Starts a GitHub in a box with the sprint's repository, and the real server of CI Warden beside it. */
export async function startWorld(narrator: Narrator, { port, folder }: Place): Promise<World> {
  const directory = join(folder, 'repositories');
  await mkdir(directory);
  const box = await startGitHubBox({ port, directory, pages: servePages });
  const tool = await createTool(box);
  narrator.good(`GitHub in a box, with ${tool.fullName}: ${narrator.link(box.url)}`);
  const starting = startWarden(box, join(folder, 'data'));
  const server = await narrator.during('Starting CI Warden, its database with it', starting);
  narrator.good(`CI Warden takes webhooks at ${server.url}${webhookPath}`);
  return {
    box,
    tool,
    close: async () => {
      await server.stop();
      await box.close();
    },
  };
}

async function createTool(box: GitHubBox): Promise<BoxRepository> {
  const tool = await box.createRepository({
    owner: 'harbour-lab',
    name: 'dinghy',
    visibility: 'private',
    description: 'A small OCI runtime tool, written in Zig',
    roles: { mira: 'admin', joost: 'write' },
    files: filesOf('start'),
  });
  // The actions that its workflows use: CI Warden looks up how they run.
  for (const [owner, name, ref] of [
    ['actions', 'checkout', 'v4'],
    ['actions', 'upload-artifact', 'v4'],
    ['mlugg', 'setup-zig', 'v2'],
  ] as const) {
    const files = { 'action.yml': `name: ${name}\nruns:\n  using: node24\n  main: index.js\n` };
    const action = await box.createRepository({ owner, name, visibility: 'public', app: 'absent', files });
    await action.repository.git.setRef(`refs/tags/${ref}`, await action.sha('main'));
  }
  tool.openIssue({
    number: sprintIssue,
    title: 'Sprint: lean, spread and clean pipelines',
    author: 'mira',
    body: issueText(sprintStart()),
  });
  return tool;
}

async function startWarden(box: GitHubBox, folder: string): Promise<RunningServer> {
  const secret = randomBytes(20).toString('hex');
  const config = readConfig({
    ...box.environment,
    WEBHOOK_SECRET: secret,
    DATA_DIR: folder,
    LOG_LEVEL: 'error',
    PORT: '0',
  });
  if (config === 'set-up') throw new Error('the box gave no credentials');
  const server = await startServer({ ...config, host: '127.0.0.1' });
  box.sendWebhooksTo(`${server.url}${webhookPath}`, secret);
  return server;
}
