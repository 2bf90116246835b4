import type { IncomingMessage } from 'node:http';
import type { Held } from './body-room.ts';

/** The largest payload that GitHub sends: 25 MB. */
export const mostBytes = 25 * 1024 * 1024;

/**
 * The body of a request, or `too-large` as soon as it is seen to be, or `no-room` where too many are large at once. Rejects
 * where the sender goes away.
 */
export async function readBody(
  request: IncomingMessage,
  held: Held,
): Promise<Buffer | 'too-large' | 'no-room'> {
  if (Number(request.headers['content-length'] ?? 0) > mostBytes) return 'too-large';
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > mostBytes) return 'too-large';
    if (!held.grow(bytes)) return 'no-room';
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
