import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '../../src/app/config.ts';

const PRIVATE_KEY = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
}).privateKey;
const readConfigured = (key: string) => {
  const config = readConfig({ ...whole, PRIVATE_KEY: key });
  if (config === 'set-up') throw new Error('an App is named');
  return config.privateKey;
};
const whole = { APP_ID: '106', PRIVATE_KEY, WEBHOOK_SECRET: 'a secret' };

describe('the configuration', () => {
  it('needs three variables', () => {
    expect(readConfig(whole)).toMatchObject({
      appId: 106,
      apiUrl: 'https://api.github.com',
      port: 3000,
      database: { kind: 'embedded', folder: 'data' },
      role: 'all',
      logFormat: 'pretty',
      jobs: { concurrency: 8, perInstallation: 3 },
    });
  });

  it.each([
    ['in quotes, as `docker run --env-file` hands them on', `"${PRIVATE_KEY}"`],
    ['with spaces around it', ` ${PRIVATE_KEY} `],
    ['with \\n for its line breaks', PRIVATE_KEY.replaceAll('\n', '\\n')],
    ['in base64', Buffer.from(PRIVATE_KEY).toString('base64')],
  ])('takes a key %s', (_, key) => {
    expect(createPrivateKey(readConfigured(key)).equals(createPrivateKey(PRIVATE_KEY))).toBe(true);
  });

  it('takes what it is given', () => {
    const given = {
      ...whole,
      NODE_ENV: 'production',
      GHE_HOST: 'github.example.com:8443',
      GHE_PROTOCOL: 'http',
      PORT: '0',
      HOST: '127.0.0.1',
      DATABASE_URL: 'postgres://warden@db/queue',
      ROLE: 'worker',
      LOG_LEVEL: 'debug',
      AUDIT_THREADS: '2',
      AUDIT_SECONDS: '30',
      AUDIT_MEGABYTES: '512',
      JOBS: '4',
      JOBS_PER_INSTALLATION: '2',
    };
    expect(readConfig(given)).toMatchObject({
      apiUrl: 'http://github.example.com:8443/api/v3',
      port: 0,
      host: '127.0.0.1',
      database: { kind: 'postgres', url: 'postgres://warden@db/queue' },
      role: 'worker',
      logLevel: 'debug',
      logFormat: 'json',
      audits: { threads: 2, seconds: 30, megabytes: 512 },
      jobs: { concurrency: 4, perInstallation: 2 },
    });
  });

  it('takes an empty variable for one that is not set', () => {
    const empty = { ...whole, PORT: '', ROLE: '', DATABASE_URL: '', GHE_HOST: '', JOBS: '' };
    expect(readConfig(empty)).toEqual(readConfig(whole));
  });

  it('leaves the set-up to Probot where there is nothing, and never in production', () => {
    expect(readConfig({})).toBe('set-up');
    expect(() => readConfig({ NODE_ENV: 'production' })).toThrow(/APP_ID/);
  });

  it.each<[name: string, env: Record<string, string>, says: RegExp]>([
    ['an id that is none', { APP_ID: 'abc' }, /^APP_ID is missing or no number/],
    ['no key', { PRIVATE_KEY: '' }, /^The private key is missing/],
    ['a key that is none', { PRIVATE_KEY: 'abc' }, /^The private key can't be read/],
    ['no secret', { WEBHOOK_SECRET: '' }, /^WEBHOOK_SECRET is missing/],
    ['a port that is none', { PORT: '70000' }, /^PORT is no port: .* from 0 to 65535/],
    ['an address for a host', { GHE_HOST: 'https://github.example.com' }, /^GHE_HOST is no host/],
    ['another protocol', { GHE_HOST: 'a', GHE_PROTOCOL: 'ssh' }, /^GHE_PROTOCOL is "ssh": .*https, http/],
    ['another database', { DATABASE_URL: 'mysql://db' }, /^DATABASE_URL is not of PostgreSQL/],
    ['another role', { ROLE: 'both' }, /^ROLE is "both": .*all, web, worker/],
    ['another level', { LOG_LEVEL: 'loud' }, /^LOG_LEVEL is "loud"/],
    ['another format', { LOG_FORMAT: 'xml' }, /^LOG_FORMAT is "xml"/],
    ['a proxy that is no address', { WEBHOOK_PROXY_URL: 'smee' }, /^WEBHOOK_PROXY_URL is no address/],
    ['no thread', { AUDIT_THREADS: '0' }, /^AUDIT_THREADS is no such number: .* from 1 to 64/],
    ['half a job', { JOBS: '1.5' }, /^JOBS is no such number/],
    ['too many jobs of one', { JOBS_PER_INSTALLATION: '1e9' }, /^JOBS_PER_INSTALLATION is/],
    ['no time', { AUDIT_SECONDS: 'soon' }, /^AUDIT_SECONDS is/],
    ['no memory', { AUDIT_MEGABYTES: '1' }, /^AUDIT_MEGABYTES is/],
  ])('says what is wrong with %s', (_, env, says) => {
    const read = () => readConfig({ ...whole, ...env });
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(says);
  });
});
