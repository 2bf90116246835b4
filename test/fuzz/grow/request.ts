import { nasty } from '../nasty.ts';
import type { Random } from '../random.ts';
import { growPayload, type PayloadExample } from './payload.ts';

/** A request to the server. */
export interface RequestInput {
  /** Bytes that are sent as they are, perhaps no HTTP, or a delivery. */
  readonly as: 'bytes' | 'delivery';
  readonly event: string;
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
  readonly signed: 'rightly' | 'wrongly' | 'not';
  /** Empty: the webhook's. */
  readonly path: string;
}

/** What a header can hold at all. */
const asHeader = (text: string): string => text.replace(/[^\t\x20-\x7e]/g, '?').trim();

function growBody(random: Random, payload: unknown): Buffer {
  const text = JSON.stringify(payload) ?? 'null';
  switch (random.below(12)) {
    case 0:
      return Buffer.from(text.slice(0, random.below(text.length)));
    case 1:
      return Buffer.from(text.replace(/[{,]/, nasty(random)));
    case 2:
      return Buffer.from(Array.from({ length: random.below(2000) }, () => random.below(256)));
    case 3:
      return Buffer.from('['.repeat(2 ** random.below(20)));
    case 4:
      return Buffer.from(`payload=${encodeURIComponent(text)}`);
    case 5:
      return Buffer.from(`\ufeff${text}`, random.oneIn(2) ? 'utf8' : 'utf16le');
    case 6:
      return Buffer.concat([
        Buffer.from(text.slice(0, 50)),
        Buffer.from([0xff, 0xc0, 0x80]),
        Buffer.from(text.slice(50)),
      ]);
    default:
      return Buffer.from(text);
  }
}

function growHeaders(random: Random): Record<string, string> {
  return {
    ...(random.oneIn(5) && {
      'content-type': random.pick([
        'text/plain',
        'application/x-www-form-urlencoded',
        'multipart/form-data; boundary=x',
        '',
        'application/json; charset=utf-16',
      ]),
    }),
    ...(random.oneIn(8) && { 'content-encoding': random.pick(['gzip', 'br', 'odd']) }),
    ...(random.oneIn(8) && { 'x-github-delivery': asHeader(nasty(random)) }),
    ...(random.oneIn(12) && {
      'x-hub-signature-256': random.pick([
        'sha256=',
        `sha256=${'0'.repeat(64)}`,
        `sha256=${'g'.repeat(64)}`,
        'sha1=0',
        'x'.repeat(9000),
      ]),
    }),
    ...(random.oneIn(12) && { 'x-hub-signature': 'sha1=0', expect: 'x' }),
    ...(random.oneIn(12) && { [`x-${random.below(99)}`]: asHeader(nasty(random)) }),
  };
}

function growBytes(random: Random): Buffer {
  const method = random.pick(['GET', 'POST', 'CONNECT', 'PRI', 'get', '', '\u0000', 'OPTIONS']);
  const path = random.pick([
    '/',
    '//',
    '/api/github/webhooks',
    '/../../etc/passwd',
    '*',
    'http://[',
    '/%00%ff',
    '/metrics?x',
    `/${'a'.repeat(20_000)}`,
    '/healthz#',
    '/readyz;x',
  ]);
  const header = () =>
    `${random.pick(['Host', 'Content-Length', 'Transfer-Encoding', 'Connection', 'Upgrade', 'Expect', ''])}: ${random.pick(['x', '-1', '99999999999999999999', 'chunked', 'chunked, chunked', 'upgrade', '100-continue', nasty(random)])}`;
  const head = `${method} ${path} HTTP/${random.pick(['1.1', '1.0', '2.0', '9', ''])}\r\n${random.times(0, 5, header).join('\r\n')}`;
  return Buffer.from(
    `${head}${random.pick(['\r\n\r\n', '\n\n', '\r\n', ''])}${random.pick(['', '{}', '5\r\nabc', 'zz\r\n\r\n'])}`,
    'latin1',
  );
}

/** A request: mostly a delivery with a right signature and an odd body; or odd in another way; or bytes. */
export function growRequest(random: Random, examples: readonly PayloadExample[]): RequestInput {
  if (random.oneIn(10))
    return { as: 'bytes', event: '', body: growBytes(random), headers: {}, signed: 'not', path: '' };
  const { name, payload } = growPayload(random, examples);
  return {
    as: 'delivery',
    event: random.oneIn(10) ? asHeader(nasty(random)) : name,
    body: growBody(random, payload),
    headers: random.oneIn(2) ? growHeaders(random) : {},
    signed: random.pick(['rightly', 'rightly', 'rightly', 'rightly', 'wrongly', 'not']),
    path: random.oneIn(25) ? random.pick(['/', '/metrics', '/api/github/webhooks/', '/api/github']) : '',
  };
}
