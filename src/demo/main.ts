import { parseArgs } from 'node:util';
import { Narrator } from './story/narrator.ts';
import { runDemo } from './story/run-demo.ts';

const usage = `Shows CI Warden at work on a GitHub of its own, on this machine.

  npm run demo                   stays up until Ctrl-C
  npm run demo -- --once         ends when all has been shown: 0 if all is as it should be, else 1
  npm run demo -- --port <port>  where the page is (4106 unless it is taken)`;

async function main(): Promise<number | undefined> {
  const { values } = parseArgs({
    options: { once: { type: 'boolean' }, port: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const demo = await runDemo(new Narrator(), { port: Number(values.port ?? 4106) });
  if (values.once) {
    await demo.stop();
    return demo.faults.length === 0 ? 0 : 1;
  }
  console.log('\nThe page stays up until Ctrl-C.');
  process.once('SIGINT', () => {
    demo.stop().then(() => process.exit(demo.faults.length === 0 ? 0 : 1));
  });
  return undefined;
}

main().then(
  (status) => {
    if (status !== undefined) process.exit(status);
  },
  (error: unknown) => {
    console.error(
      `The demo could not go on: ${error instanceof Error ? (error.stack ?? error.message) : error}`,
    );
    process.exit(1);
  },
);
