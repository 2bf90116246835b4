import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ApiError } from './api-error.ts';

/** What goes back over HTTP. */
export interface HttpAnswer {
  readonly status: number;
  /** Bytes as they are, text as a page, anything else as JSON; undefined for no body. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Writes an answer; one that the asker has already (by its ETag) is a 304 without a body. One that is to be cut ends in
 * the middle, with the connection.
 */
export function writeAnswer(
  request: IncomingMessage,
  response: ServerResponse,
  answer: HttpAnswer,
  part: 'whole' | 'cut' = 'whole',
): void {
  const body = bytesOf(answer.body);
  const etag = `W/"${createHash('sha256').update(body).digest('hex')}"`;
  const cacheable = request.method === 'GET' && answer.status === 200;
  const known = cacheable && request.headers['if-none-match'] === etag;
  response.writeHead(known ? 304 : answer.status, {
    ...(answer.body === undefined ? {} : { 'content-type': contentType(answer.body) }),
    ...(cacheable ? { etag } : {}),
    'x-github-media-type': 'github.v3; format=json',
    ...answer.headers,
  });
  if (part === 'cut') {
    response.write(body.subarray(0, Math.ceil(body.length / 2)), () => request.socket.destroy());
    return;
  }
  response.end(known ? undefined : body);
}

function contentType(body: unknown): string {
  return typeof body === 'string' ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8';
}

/** What GitHub answers where it refuses. */
export function refusalOf(error: ApiError): HttpAnswer {
  const { status, message, headers, details } = error;
  const body = {
    message,
    ...details,
    documentation_url: 'https://docs.github.com/rest',
    status: String(status),
  };
  return { status, body, headers };
}

function bytesOf(body: unknown): Buffer {
  if (body === undefined) return Buffer.alloc(0);
  if (Buffer.isBuffer(body)) return body;
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}
