import { setTimeout as sleep } from 'node:timers/promises';
import type { Misbehaviour, StruckRequest } from '../../src/demo/box/http/fault.ts';
import type { Chance } from './chance.ts';
import type { Fleet } from './fleet.ts';
import type { Kill, KillPoint } from './plan.ts';
import type { Tally } from './weather.ts';

/** Kills processes at the points that the plan names. */
export class Killer {
  readonly #fleet: Fleet;
  readonly #chance: Chance;
  readonly #tally: Tally;
  readonly #armed: Kill[] = [];
  readonly #underWay = new Set<Promise<void>>();
  #waiting: readonly Kill[];

  constructor(
    fleet: Fleet,
    { chance, kills, tally }: { chance: Chance; kills: readonly Kill[]; tally: Tally },
  ) {
    this.#fleet = fleet;
    this.#chance = chance;
    this.#tally = tally;
    this.#waiting = kills;
  }

  /** So many acts are done: the kills that were waiting for them are due. */
  after(acts: number): void {
    const due = this.#waiting.filter(({ afterActs }) => afterActs <= acts);
    this.#waiting = this.#waiting.filter(({ afterActs }) => afterActs > acts);
    for (const kill of due) {
      if (kill.at === 'frozen') this.#start(sleep(kill.wait).then(() => this.#freeze(kill)));
      else if (kill.at === 'any-moment') this.#start(sleep(kill.wait).then(() => this.#killOne(kill)));
      else this.#armed.push(kill);
    }
  }

  /** Whether every kill has struck. */
  get isDone(): boolean {
    return this.#waiting.length === 0 && this.#armed.length === 0 && this.#underWay.size === 0;
  }

  /** Kills at any moment what still waits for a point that does not come. */
  strikeAnyway(): void {
    for (const kill of this.#armed.splice(0)) this.#start(this.#killOne({ ...kill, at: 'any-moment' }));
  }

  /** A delivery is about to be passed to a replica, or its answer to be passed back. */
  async atDelivery(point: 'before-store' | 'after-store', index: number): Promise<void> {
    const kill = this.#take(point);
    if (kill !== undefined) await this.#strike(kill, [index]);
  }

  /** A request to GitHub that is not struck otherwise. */
  atRequest({ endpoint = '' }: StruckRequest): Misbehaviour | undefined {
    const isRead = endpoint === 'POST /graphql';
    if (!isRead && (endpoint.startsWith('GET ') || endpoint.endsWith('/access_tokens'))) return undefined;
    const kill = this.#take(isRead ? 'after-read' : 'after-write');
    return kill && { carriedOut: () => this.#strike(kill, this.#all()) };
  }

  async #killOne(kill: Kill): Promise<void> {
    await this.#strike(kill, [this.#victim(kill)]);
  }

  async #freeze(kill: Kill): Promise<void> {
    this.#tally.set(kill.at, (this.#tally.get(kill.at) ?? 0) + 1);
    await this.#fleet.freeze(this.#victim(kill), kill.down);
  }

  #victim(kill: Kill): number {
    return this.#chance.below(`victim ${kill.at} ${kill.afterActs}`, this.#fleet.size);
  }

  async #strike(kill: Kill, victims: readonly number[]): Promise<void> {
    const before = this.#fleet.kills;
    await Promise.all(victims.map((index) => this.#fleet.kill(index, kill.down)));
    if (this.#fleet.kills > before) this.#tally.set(kill.at, (this.#tally.get(kill.at) ?? 0) + 1);
    // It was dead already: the next time, then.
    else if (kill.at === 'any-moment') this.#start(sleep(500).then(() => this.#killOne(kill)));
    else this.#armed.push(kill);
  }

  #take(point: KillPoint): Kill | undefined {
    const at = this.#armed.findIndex((kill) => kill.at === point);
    return at < 0 ? undefined : this.#armed.splice(at, 1)[0];
  }

  #all(): number[] {
    return Array.from({ length: this.#fleet.size }, (_, index) => index);
  }

  #start(task: Promise<void>): void {
    const underWay = task.finally(() => this.#underWay.delete(underWay));
    this.#underWay.add(underWay);
    underWay.catch(() => undefined);
  }
}
