// A bare Probot app: it verifies each delivery, hands it to a handler that does nothing, and answers.
import { pino } from 'pino';
import { Probot, Server } from 'probot';

const { APP_ID = '', PRIVATE_KEY = '', WEBHOOK_SECRET = '', PORT, HOST = '' } = process.env;

const server = new Server({
  Probot: Probot.defaults({
    appId: APP_ID,
    privateKey: PRIVATE_KEY,
    secret: WEBHOOK_SECRET,
    logLevel: 'fatal',
  }),
  port: Number(PORT),
  host: HOST,
  log: pino({ level: 'fatal' }),
});
await server.load((app) => {
  app.on('pull_request', async () => {});
});
await server.start();
process.once('SIGTERM', () => process.exit(0));
