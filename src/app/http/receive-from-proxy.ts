import { setTimeout as sleep } from 'node:timers/promises';

/** What receiving from a proxy needs. */
export interface ProxyParts {
  /** A channel of smee.io or the like, which passes deliveries on as server-sent events. */
  readonly proxyUrl: string;
  /** Where this server takes deliveries in. */
  readonly webhookUrl: string;
  logError(error: unknown): void;
}

/** How long to wait before a connection that broke is made again, in milliseconds. */
const pause = 2000;

/**
 * Receives deliveries through a proxy, for a machine that GitHub can't reach, until the signal is aborted. They are
 * verified like any others: the proxy could have changed them.
 */
export async function receiveFromProxy(parts: ProxyParts, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await receiveOnce(parts, signal);
    } catch (error) {
      if (!signal.aborted) parts.logError(error);
    }
    await sleep(pause, undefined, { signal }).catch(() => undefined);
  }
}

async function receiveOnce({ proxyUrl, webhookUrl }: ProxyParts, signal: AbortSignal): Promise<void> {
  const response = await fetch(proxyUrl, { headers: { accept: 'text/event-stream' }, signal });
  if (!response.ok || response.body === null) throw new Error(`the proxy answers ${response.status}`);
  let text = '';
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    const events = text.split(/\r?\n\r?\n/);
    text = events.pop() ?? '';
    for (const event of events) await passOn(webhookUrl, event);
  }
}

async function passOn(webhookUrl: string, event: string): Promise<void> {
  const lines = event.split(/\r?\n/).filter((line) => line.startsWith('data:'));
  const data = lines.map((line) => line.slice('data:'.length).trimStart()).join('\n');
  const { body, ...fields } = JSON.parse(data === '' ? '{}' : data) as Record<string, unknown>;
  if (body === undefined) return;
  const headers = Object.entries(fields).filter(([name]) => name.startsWith('x-'));
  await fetch(webhookUrl, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...Object.fromEntries(headers.map(([name, value]) => [name, String(value)])),
    },
    body: JSON.stringify(body),
  });
}
