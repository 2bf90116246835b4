import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { run } from 'probot';
import { webhookPath } from './http/routes.ts';
import { placeholderOrigin } from './placeholder-origin.ts';

/**
 * Runs Probot's set-up flow, which registers the App on GitHub from `app.yml` and writes `.env`. The manifest that it
 * sends has the origin under which the page was opened in place of the placeholder, or the proxy's address.
 */
export async function setUp(): Promise<void> {
  subscribe('http.server.request.start', (message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    if (request.url?.split('?')[0] === '/probot') fillInManifest(request, response);
  });
  await run(() => {});
}

function fillInManifest(request: IncomingMessage, response: ServerResponse): void {
  const origin = originOf(request);
  if (origin === undefined) return;
  const hook = process.env.WEBHOOK_PROXY_URL || `${origin}${webhookPath}`;
  const end = response.end.bind(response);
  const filledIn = (page: string) =>
    end(page.replaceAll(`${placeholderOrigin}${webhookPath}`, hook).replaceAll(placeholderOrigin, origin));
  response.end = ((page?: unknown) =>
    typeof page === 'string' ? filledIn(page) : end(page)) as typeof response.end;
}

function originOf({ headers }: IncomingMessage): string | undefined {
  const host = [headers['x-forwarded-host']].flat()[0] ?? headers.host ?? '';
  const protocol = [headers['x-forwarded-proto']].flat()[0]?.split(',')[0] === 'https' ? 'https' : 'http';
  // Only what a host's name may hold gets into the page.
  return /^[\w.:[\]-]+$/.test(host) ? `${protocol}://${host}` : undefined;
}
