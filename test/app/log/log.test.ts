import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Log, openLog } from '../../../src/app/log.ts';
import { logDelivery } from '../../../src/app/log-delivery.ts';

function opened(logFormat: 'json' | 'pretty', webhookSecret = 'the webhook secret'): [Log, string[]] {
  const written: string[] = [];
  const log = openLog({ logLevel: 'trace', logFormat, webhookSecret }, (text) => written.push(text));
  return [log, written];
}

/** Each ends a line, moves a cursor, or hides text, for some reader of logs. */
const hostile = [
  'a\nb',
  'a\r\n{"level":60,"msg":"forged"}',
  '\u001b[2J\u001b]0;title\u0007',
  '\u009b31m',
  'a\u0085b',
  'a\u2028b\u2029c',
  '\u202egnp.exe',
  'zero\u200bwidth\ufeff',
  '\0',
  'half \ud800',
  '\u{e0041}',
];
const lineEnds = /[\n\v\f\r\u0085\u2028\u2029]/;
const invisible = /[\p{C}\p{Zl}\p{Zp}]/u;

describe('a log entry as JSON', () => {
  it.each(hostile)('is one visible line whatever is in it, and reads back as it was: %j', (text) => {
    const [log, written] = opened('json');
    log.info({ branch: text, [text]: 1, list: [text], err: new Error(text) }, `message: ${text}`);
    expect(written).toHaveLength(1);
    const [line = ''] = written;
    expect(line.endsWith('\n')).toBe(true);
    expect(line.slice(0, -1)).not.toMatch(invisible);
    const entry = JSON.parse(line) as {
      branch: string;
      list: string[];
      msg: string;
      err: { message: string };
    };
    // What is no text at all reads back as pino wrote it.
    const whole = text.toWellFormed() === text;
    if (whole) expect(entry).toMatchObject({ branch: text, list: [text], msg: `message: ${text}` });
    if (whole) expect(entry.err.message).toBe(text);
  });

  it('is one visible line for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const [log, written] = opened('json', '');
        log.warn({ text }, text);
        expect(written).toHaveLength(1);
        expect(written[0]?.slice(0, -1)).not.toMatch(invisible);
        expect(JSON.parse(written[0] ?? '')).toMatchObject({ text, msg: text });
      }),
      { numRuns: 500 },
    );
  });
});

describe('a log entry for people', () => {
  it.each(hostile)('shows what is in it and obeys none of it: %j', (text) => {
    const [log, written] = opened('pretty');
    log.info({ branch: text, [text]: 1 }, `message: ${text}`);
    const all = written.join('');
    // A field stands on a line of its own; the text brings no further one.
    expect(all.trimEnd().split('\n')).toHaveLength(3);
    const plain = all.replace(/\u001b\[\d+m/g, '');
    expect(plain.replaceAll('\n', '')).not.toMatch(invisible);
    expect(plain.replaceAll('\n', '')).not.toMatch(lineEnds);
  });

  it('lets no message forge a line of a stack', () => {
    const [log, written] = opened('pretty');
    log.error({ err: new Error('no\n    at forged (/etc/passwd:1:1)\n[12:00] INFO: all is well') }, 'failed');
    const all = written.join('');
    expect(all).toContain('log.test.ts');
    expect(all).not.toMatch(/^\s*at forged/m);
    expect(all).not.toMatch(/^\[12:00\]/m);
  });
});

describe('an error', () => {
  it('is logged with its words, its place and its causes, and without what libraries hang on it', () => {
    const [log, written] = opened('json');
    const cause = Object.assign(new Error('connect refused'), { code: 'ECONNREFUSED' });
    const error = Object.assign(new Error('no answer', { cause }), {
      status: 502,
      request: { headers: { authorization: 'token abc' } },
      response: { data: 'what a stranger wrote' },
    });
    log.warn({ err: error }, 'a job failed');
    const { err } = JSON.parse(written[0] ?? '') as { err: Record<string, unknown> };
    expect(err).toMatchObject({
      type: 'Error',
      message: 'no answer',
      status: 502,
      cause: { message: 'connect refused', code: 'ECONNREFUSED' },
    });
    expect(String(err.stack)).toContain('log.test.ts');
    expect(written[0]).not.toMatch(/authorization|stranger/);
  });
});

describe('a credential', () => {
  it.each([
    ['an installation token', `ghs_${'a1'.repeat(18)}`],
    ['a personal token', `ghp_${'B2'.repeat(18)}`],
    ['a fine-grained token', `github_pat_${'11ABCDEFG0'.repeat(5)}`],
    ['a token of an older server', `v1.${'0a'.repeat(20)}`],
    ['a JWT', 'eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOjEwNn0.c2lnbmF0dXJlLW9mLXRoZS1hcHA'],
    ['the webhook secret', 'the "webhook" secret'],
    [
      'a private key',
      '-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA\nabc\n-----END RSA PRIVATE KEY-----',
    ],
    ['half a private key', '-----BEGIN PRIVATE KEY-----\nMIIEpAIBAAKCAQEA'],
  ])('is left out wherever it stands: %s', (_, credential) => {
    for (const format of ['json', 'pretty'] as const) {
      const [log, written] = opened(format, 'the "webhook" secret');
      log.error(
        { url: `https://x/?t=${credential}`, err: new Error(`said ${credential}`) },
        `and ${credential}`,
      );
      const all = written.join('');
      expect(all).toContain('[redacted]');
      for (const part of [JSON.stringify(credential).slice(1, -1), credential, 'MIIEpAIBAAKCAQEA'])
        expect(all).not.toContain(part);
    }
  });

  it('in an address is left out, and the address stays', () => {
    const [log, written] = opened('json');
    log.error({ err: new Error('can not reach postgres://warden:pa55!w@rd@db:5432/queue') }, 'no database');
    expect(written[0]).toContain('postgres://warden:[redacted]@');
    expect(written[0]).not.toContain('pa55');
  });

  it('leaves the rest of the entry as it was', () => {
    const [log, written] = opened('json');
    log.info({ token: `ghs_${'a1'.repeat(18)}`, head: 'a'.repeat(40), installation: 7 }, 'done');
    expect(JSON.parse(written[0] ?? '')).toMatchObject({
      token: '[redacted]',
      head: 'a'.repeat(40),
      installation: 7,
    });
  });
});

describe('a delivery', () => {
  it('is logged with what it is about', () => {
    const [log, written] = opened('json');
    const about = { installation: 7, repository: 'octo/hello', head: 'a'.repeat(40) };
    const answer = { id: 'd', event: 'push', about, status: 202, text: 'stored' } as const;
    logDelivery(log)({ ...answer, outcome: 'stored' }, 3.4);
    logDelivery(log)({ ...answer, outcome: 'store-down', error: new Error('down') }, 3.4);
    logDelivery(log)({ ...answer, outcome: 'ignored', error: new Error('no JSON') }, 3.4);
    const entries = written.map((line) => JSON.parse(line) as object);
    for (const entry of entries) expect(entry).toMatchObject({ delivery: 'd', event: 'push', ...about });
    expect(entries.map((entry) => (entry as { level: number }).level)).toEqual([20, 50, 40]);
  });
});
