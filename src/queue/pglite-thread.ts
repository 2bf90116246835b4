import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { StoreUnavailable } from './errors.ts';
import type { DatabaseReply, DatabaseRequest } from './pglite-messages.ts';

type Results = readonly { rows: object[] }[];
type Question = DatabaseRequest extends infer R ? (R extends unknown ? Omit<R, 'id'> : never) : never;

interface Pending {
  readonly resolve: (results: Results) => void;
  readonly reject: (error: Error) => void;
}

/** PGlite in a worker thread, with as much of its interface as pg-boss's `fromPglite` asks for. */
export class PgliteThread {
  readonly #worker: Worker;
  readonly #pending = new Map<number, Pending>();
  readonly #listeners = new Map<string, (payload: string) => void>();
  #next = 1;
  #ended: Error | undefined;

  /** Opens the database in a folder (undefined: in memory), creating it where there is none: some seconds. */
  static async open(folder: string | undefined, onDeath: (error: Error) => void): Promise<PgliteThread> {
    const file = import.meta.url.endsWith('.ts') ? './pglite-worker.ts' : './pglite-worker.js';
    const worker = new Worker(new URL(file, import.meta.url), { workerData: { folder } });
    // Rejects with the worker's error where it can't start.
    await once(worker, 'message');
    return new PgliteThread(worker, onDeath);
  }

  private constructor(worker: Worker, onDeath: (error: Error) => void) {
    this.#worker = worker;
    worker.on('message', (reply: DatabaseReply) => this.#receive(reply));
    const end = (error: Error) => {
      if (this.#ended !== undefined) return;
      this.#ended = error;
      for (const { reject } of this.#pending.values()) reject(error);
      this.#pending.clear();
      onDeath(error);
    };
    worker.on('error', (error) => {
      end(new StoreUnavailable('the embedded database stopped', { cause: error }));
    });
    worker.on('exit', () => end(new StoreUnavailable('the embedded database is closed')));
  }

  async query<Row>(text: string, values: readonly unknown[] = []): Promise<{ rows: Row[] }> {
    const results = await this.#ask({ kind: 'query', text, values });
    return { rows: (results[0]?.rows ?? []) as Row[] };
  }

  async exec(text: string): Promise<{ rows: object[] }[]> {
    return [...(await this.#ask({ kind: 'execute', text }))];
  }

  async listen(channel: string, callback: (payload: string) => void): Promise<() => Promise<void>> {
    this.#listeners.set(channel, callback);
    await this.#ask({ kind: 'listen', channel });
    return async () => {
      this.#listeners.delete(channel);
      await this.#ask({ kind: 'unlisten', channel });
    };
  }

  /** Writes everything to the folder and ends the thread. */
  async close(): Promise<void> {
    await this.#ask({ kind: 'close' });
    this.#ended = new StoreUnavailable('the embedded database is closed');
    await this.#worker.terminate();
  }

  #ask(question: Question): Promise<Results> {
    if (this.#ended !== undefined) return Promise.reject(this.#ended);
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      this.#worker.postMessage({ ...question, id } satisfies DatabaseRequest);
    });
  }

  #receive(reply: DatabaseReply): void {
    if (reply.kind === 'notification') this.#listeners.get(reply.channel)?.(reply.payload);
    if (reply.kind !== 'result' && reply.kind !== 'error') return;
    const pending = this.#pending.get(reply.id);
    this.#pending.delete(reply.id);
    if (reply.kind === 'result') pending?.resolve(reply.results);
    else pending?.reject(Object.assign(new Error(reply.error.message), reply.error));
  }
}
