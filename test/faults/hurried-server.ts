// The server as it is, but for its waits: so that a small run of faults ends soon. GitHub's own times are as they are.
import { readConfig } from '../../src/app/config.ts';
import { startServer } from '../../src/app/start-server.ts';

const config = readConfig(process.env);
if (config === 'set-up') throw new Error('the environment names no App');
const server = await startServer(
  {
    ...config,
    retries: { limit: 10, delay: 1, longestDelay: 20 },
    writeSpacingMilliseconds: 20,
    writeSettleMilliseconds: 6000,
    lagMilliseconds: 5000,
    sweepSeconds: 5,
    pollSeconds: 1,
    progressDelaySeconds: 0,
  },
  { onFatal: () => process.exit(1) },
);
process.once('SIGTERM', () => server.stop().then(() => process.exit(0)));
