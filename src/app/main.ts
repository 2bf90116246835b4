import { existsSync } from 'node:fs';
import { FolderInUse } from '../queue/claim-folder.ts';
import { ConfigError, readConfig } from './config.ts';
import { setUp } from './set-up.ts';
import { startServer } from './start-server.ts';

/** Starts the server from the environment and stops it at a signal. */
async function main(): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const config = readConfig(process.env);
  if (config === 'set-up') return setUp();
  const fail = (error: Error) => {
    process.stderr.write(`ci-warden: ${error.message}\n`);
    process.exit(1);
  };
  const server = await startServer(config, { onFatal: fail });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      server.stop().then(() => process.exit(0), fail);
    });
  }
}

main().catch((error: unknown) => {
  const isTheirs = error instanceof ConfigError || error instanceof FolderInUse;
  const text = error instanceof Error ? (isTheirs ? error.message : error.stack) : String(error);
  process.stderr.write(`ci-warden: ${text}\n`);
  process.exit(1);
});
