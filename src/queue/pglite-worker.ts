// The thread in which PGlite (PostgreSQL as WebAssembly) runs, so that a query never holds up the event loop that
// answers webhooks.
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import type { DatabaseErrorFields, DatabaseReply, DatabaseRequest } from './pglite-messages.ts';

const { folder } = workerData as { folder: string | undefined };
const database = await PGlite.create(folder === undefined ? 'memory://' : folder);
const listeners = new Map<string, () => Promise<void>>();
const reply = (message: DatabaseReply) => parentPort?.postMessage(message);

async function answer(request: DatabaseRequest): Promise<readonly { rows: object[] }[]> {
  switch (request.kind) {
    case 'query': {
      const { rows } = await database.query<object>(request.text, [...request.values]);
      return [{ rows }];
    }
    case 'execute':
      return (await database.exec(request.text)).map(({ rows }) => ({ rows }));
    case 'listen': {
      const { channel } = request;
      listeners.set(
        channel,
        await database.listen(channel, (payload) => reply({ kind: 'notification', channel, payload })),
      );
      return [];
    }
    case 'unlisten':
      await listeners.get(request.channel)?.();
      listeners.delete(request.channel);
      return [];
    case 'close':
      await database.close();
      return [];
  }
}

parentPort?.on('message', (request: DatabaseRequest) => {
  answer(request).then(
    (results) => reply({ kind: 'result', id: request.id, results }),
    (error: DatabaseErrorFields) => {
      const { message, code, constraint, detail } = error;
      reply({ kind: 'error', id: request.id, error: { message, code, constraint, detail } });
    },
  );
});
reply({ kind: 'ready' });
