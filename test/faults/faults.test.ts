import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildServer } from '../app/server-process.ts';
import { findPostgres } from '../postgres.ts';
import { asText, isClean } from './as-text.ts';
import { runFaults } from './run-faults.ts';

// A small run of what `npm run test:faults` does at full size. The seed is another one each day, so that many are seen,
// and the same for whoever looks into a failure on that day.
const seed = Number(new Date().toISOString().slice(0, 10).replaceAll('-', ''));
const size = { deliveries: 100, pulls: 20, kills: 5 };

const postgres = await findPostgres();
let file: string;
beforeAll(async () => {
  file = await buildServer('faults-test', 'test/faults/hurried-server.ts');
});
afterAll(async () => {
  if (postgres.kind === 'server') await postgres.stop();
});

async function run(server: typeof postgres | undefined): Promise<void> {
  const outcome = await runFaults({
    file,
    seed,
    size,
    postgres: server?.kind === 'server' ? server : undefined,
    pause: 150,
    patience: 8 * 60_000,
  });
  const text = asText(outcome);
  expect(isClean(outcome), `--hurried --seed ${seed}\n${text}`).toBe(true);
  expect(outcome.sigkills, text).toBeGreaterThanOrEqual(size.kills);
  expect(outcome.counts.asking, text).toBeGreaterThan(size.deliveries / 2);
}

describe('faults of GitHub and killed processes leave each head with one check run, no comment twice and nothing lost', () => {
  it('on PGlite', { timeout: 10 * 60_000 }, () => run(undefined));

  const name = postgres.kind === 'server' ? '' : ` (skipped: ${postgres.why})`;
  it.skipIf(postgres.kind === 'missing')(
    `on PostgreSQL with three replicas${name}`,
    { timeout: 10 * 60_000 },
    () => run(postgres),
  );
});
