import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GitHubBox } from '../box/github-box.ts';

/** Time for what changes together to be told together, in milliseconds. */
const pause = 150;

/** Tells a page, as server-sent events, each time that something has changed. */
export function sendChanges(box: GitHubBox, request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write('retry: 1000\n\n');
  let timer: NodeJS.Timeout | undefined;
  const stop = box.watch(() => {
    timer ??= setTimeout(() => {
      timer = undefined;
      response.write('data: changed\n\n');
    }, pause);
  });
  request.on('close', () => {
    clearTimeout(timer);
    stop();
  });
}
