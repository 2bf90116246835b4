import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newAppKey } from './auth/app-key.ts';
import { createBoxState, type StateOptions } from './create-box-state.ts';
import { GitHubBox } from './github-box.ts';
import { HookSender } from './hooks/hook-sender.ts';
import { isApiPath, listenToApi } from './http/api-listener.ts';
import { Faults } from './http/fault.ts';
import { listen } from './http/listen.ts';
import { GitHubDescription } from './openapi/description.ts';

/** Answers what isn't the API's: pages for people. */
export type Pages = (box: GitHubBox, request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** How a box is to be; everything has a default. */
export interface GitHubBoxOptions extends StateOptions {
  /** Where the git repositories go; a temporary directory, which `close` removes, if not given. */
  readonly directory?: string;
  /** A port of the loopback address; any free one if not given, or if it is taken. */
  readonly port?: number;
  readonly pages?: Pages;
}

/** Starts a box: GitHub's REST and GraphQL over git repositories on this machine, in the layout of GHES. */
export async function startGitHubBox(options: GitHubBoxOptions = {}): Promise<GitHubBox> {
  const directory = options.directory ?? (await mkdtemp(join(tmpdir(), 'github-box-')));
  const { privateKey, publicKey } = newAppKey();
  const description = new GitHubDescription();
  const hooks = new HookSender(description);
  const faults = new Faults();
  const watchers = new Set<() => void>();
  const changed = () => {
    for (const watcher of watchers) watcher();
  };
  const server = createServer();
  const origin = await listen(server, options.port);
  const state = createBoxState(options, { origin, publicKey, hooks, changed });
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    for (const repository of state.repositories.values()) repository.git.close();
    if (options.directory === undefined) await rm(directory, { recursive: true, force: true });
  };
  const box = new GitHubBox({ state, hooks, faults, watchers, privateKey, directory, close });
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    if (!isApiPath(request.url ?? '')) {
      await (options.pages?.(box, request, response) ?? response.writeHead(404).end());
      return;
    }
    await listenToApi(state, { description, faults }, { request, response });
    if (request.method !== 'GET') changed();
  };
  server.on('request', (request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500);
      response.end(`The GitHub in a box failed: ${error}`);
    });
  });
  return box;
}
