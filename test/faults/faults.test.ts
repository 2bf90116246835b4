import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildServer } from '../app/server-process.ts';
import { findPostgres } from '../postgres.ts';
import { asText, isClean } from './as-text.ts';
import { runFaults } from './run-faults.ts';

// A small run of what `npm run test:faults` does at full size and with a seed of its own each time.
const seed = 20261123;
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
    sweepPatience: 60_000,
  });
  const text = asText(outcome);
  expect(isClean(outcome), `--hurried --seed ${seed}\n${text}`).toBe(true);
  expect(outcome.sigkills, text).toBeGreaterThanOrEqual(size.kills);
  expect(outcome.counts.asking, text).toBeGreaterThanOrEqual(size.deliveries);
}

// They mostly wait, so they may as well wait together.
describe.concurrent('faults of GitHub and killed processes leave each head with one check run, and nothing lost', () => {
  const timeout = 10 * 60_000;
  it('on PGlite', { timeout }, () => run(undefined));

  const name = postgres.kind === 'server' ? '' : ` (skipped: ${postgres.why})`;
  it.skipIf(postgres.kind === 'missing')(`on PostgreSQL with three replicas${name}`, { timeout }, () =>
    run(postgres),
  );
});
