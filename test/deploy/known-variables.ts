import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const text = readFileSync(resolve(import.meta.dirname, '../../src/app/config.ts'), 'utf8');
const dockerfile = readFileSync(join(import.meta.dirname, '../../Dockerfile'), 'utf8');

/** The environment variables that the server reads, taken from the code that reads them. */
export const knownVariables: ReadonlySet<string> = new Set([
  ...[...text.matchAll(/\benv\.([A-Z][A-Z_]+)|\bNODE_ENV\b/g)].map(([whole, name]) => name ?? whole),
  ...[...text.matchAll(/readNumber\(env, '([A-Z_]+)'/g)].map(([, name = '']) => name),
  // Read by the library that finds the key.
  'PRIVATE_KEY',
  'PRIVATE_KEY_PATH',
  ...[...dockerfile.matchAll(/^ENV (.+)$/gm)].flatMap(([, pairs = '']) =>
    pairs.split(' ').map((pair) => pair.split('=')[0] ?? ''),
  ),
]);
