import { setTimeout as sleep } from 'node:timers/promises';
import type { GitHubBox } from '../../src/demo/box/github-box.ts';
import { ServerProcess } from '../app/server-process.ts';

/** The replicas of the App, each a process of its own. */
export class Fleet {
  readonly #replicas: readonly ServerProcess[];
  readonly #reviving = new Set<Promise<void>>();
  readonly #killed = new Map<ServerProcess, number>();
  readonly #killing = new Set<ServerProcess>();

  static async start(
    file: string,
    box: GitHubBox,
    { replicas, env }: { readonly replicas: number; readonly env: Readonly<Record<string, string>> },
  ): Promise<Fleet> {
    const processes = await Promise.all(
      Array.from({ length: replicas }, () => ServerProcess.create(file, box, { LOG_LEVEL: 'info', ...env })),
    );
    const fleet = new Fleet(processes);
    try {
      // One after the other: the first one makes the tables.
      for (const replica of processes) await replica.start();
    } catch (error) {
      await fleet.end();
      throw error;
    }
    return fleet;
  }

  private constructor(replicas: readonly ServerProcess[]) {
    this.#replicas = replicas;
  }

  get size(): number {
    return this.#replicas.length;
  }

  /** How many SIGKILLs have ended a process. */
  get kills(): number {
    return [...this.#killed.values()].reduce((sum, count) => sum + count, 0);
  }

  /** All that the replicas have said. */
  get said(): string {
    return this.#replicas.map(({ said }, index) => `== replica ${index}\n${said}`).join('\n');
  }

  webhookUrl(index: number): string {
    return this.#replica(index).webhookUrl;
  }

  /** Kills a replica, and starts it again after so many milliseconds. */
  async kill(index: number, down: number): Promise<void> {
    const replica = this.#replica(index);
    // Two that kill the same process would each start another.
    if (this.#killing.has(replica)) return;
    this.#killing.add(replica);
    const endedBy = await replica.end('SIGKILL').finally(() => this.#killing.delete(replica));
    if (endedBy !== 'SIGKILL') return;
    this.#killed.set(replica, this.#killsOf(replica) + 1);
    const reviving: Promise<void> = this.#revive(replica, down).finally(() =>
      this.#reviving.delete(reviving),
    );
    this.#reviving.add(reviving);
    // Whoever waits for all of them is told.
    reviving.catch(() => undefined);
  }

  /** Lets a replica stand still for so many milliseconds. */
  freeze(index: number, milliseconds: number): Promise<void> {
    return this.#replica(index).freeze(milliseconds);
  }

  /** Waits until every replica that was killed is ready again. */
  async revived(): Promise<void> {
    while (this.#reviving.size > 0) await Promise.all(this.#reviving);
  }

  /** Stops a replica as an operator does and starts it again. */
  async restart(index: number): Promise<void> {
    await this.#replica(index).end('SIGTERM');
    await this.#replica(index).start();
  }

  /** How many items the queue has, by state; undefined where no replica tells. */
  async queueSizes(): Promise<Readonly<Record<string, number>> | undefined> {
    for (const { url } of this.#replicas) {
      try {
        const text = await (await fetch(`${url}/metrics`, { signal: AbortSignal.timeout(5000) })).text();
        const sizes = text.matchAll(/^ci_warden_queue_items\{state="(\w+)"\} (\d+)$/gm);
        return Object.fromEntries([...sizes].map(([, state = '', count]) => [state, Number(count)]));
      } catch {
        // This one is down: the next one knows as well.
      }
    }
    return undefined;
  }

  /** Stops all of them as an operator does. */
  async stop(): Promise<void> {
    await Promise.all(this.#replicas.map((replica) => replica.end('SIGTERM')));
  }

  async end(): Promise<void> {
    await Promise.all(this.#replicas.map((replica) => replica.end('SIGKILL')));
  }

  async #revive(replica: ServerProcess, down: number): Promise<void> {
    await sleep(down);
    const before = this.#killsOf(replica);
    try {
      await replica.start();
    } catch (error) {
      // Killed once more while it was starting: whoever did so starts it again.
      if (this.#killsOf(replica) === before) throw error;
    }
  }

  #killsOf(replica: ServerProcess): number {
    return this.#killed.get(replica) ?? 0;
  }

  #replica(index: number): ServerProcess {
    const replica = this.#replicas[index];
    if (replica === undefined) throw new Error(`there is no replica ${index}`);
    return replica;
  }
}
