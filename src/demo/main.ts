import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Narrator } from './story/narrator.ts';
import { runDemo } from './story/run-demo.ts';

const usage = `Shows CI Warden at work on a GitHub of its own, on this machine.

  npm run demo                   stays up until Ctrl-C
  npm run demo -- --once         ends when all has been shown: 0 if all is as it should be, else 1
  npm run demo -- --port <port>  where the page is; any free port if it is taken`;

const usualPort = '4106';

function readArguments() {
  const { values } = parseArgs({
    options: {
      once: { type: 'boolean', default: false },
      port: { type: 'string', default: usualPort },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error('--port is a number up to 65535');
  return { ...values, port };
}

/** A folder for all that the demo keeps, which goes with the process however it ends. */
function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ci-warden-demo-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function show({ once, port }: ReturnType<typeof readArguments>): Promise<void> {
  const interrupted = () => process.exit(130);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, interrupted);
  const demo = await runDemo(new Narrator(), { port, folder: temporaryFolder() });
  const stop = async () => {
    await demo.stop();
    process.exit(demo.faults.length === 0 ? 0 : 1);
  };
  if (once) return stop();
  console.log('\nThe page stays up until Ctrl-C.');
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.off(signal, interrupted);
    process.once(signal, stop);
  }
}

function readOrExplain(): ReturnType<typeof readArguments> | undefined {
  try {
    return readArguments();
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${usage}`);
    process.exitCode = 2;
    return undefined;
  }
}

const wanted = readOrExplain();
if (wanted?.help) console.log(usage);
else if (wanted) {
  show(wanted).catch((error: unknown) => {
    console.error(`The demo could not go on: ${error instanceof Error ? error.stack : error}`);
    process.exit(1);
  });
}
