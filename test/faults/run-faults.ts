import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { GitHubBox } from '../../src/demo/box/github-box.ts';
import { startGitHubBox } from '../../src/demo/box/start-github-box.ts';
import { secret } from '../app/server-process.ts';
import { newPgliteFolder } from '../pglite.ts';
import { createDatabase, type PostgresFound } from '../postgres.ts';
import { type Counts, count, deliveriesNotTaken } from './count.ts';
import { readItems } from './done-items.ts';
import { Fleet } from './fleet.ts';
import { Front } from './front.ts';
import { Killer } from './killer.ts';
import { makePlan, type Plan, type Size } from './plan.ts';
import { drawWeather, type Tally } from './weather.ts';
import { World } from './world.ts';

/** What to run on. */
export interface FaultRun {
  /** The server's bundle. */
  readonly file: string;
  /** How long people pause between two acts at most, in milliseconds. */
  readonly pause: number;
  readonly seed: number;
  readonly size: Size;
  /** Undefined: PGlite, one process. A PostgreSQL has three. */
  readonly postgres: (PostgresFound & { readonly kind: 'server' }) | undefined;
  /** How long to wait for the end, in milliseconds. */
  readonly patience: number;
  /** How long a sweep may fetch nothing of what is missing, in milliseconds: it asks again later and later. */
  readonly sweepPatience: number;
  /** Told what is going on. */
  report?(line: string): void;
}

/** What a run came to. */
export interface FaultOutcome {
  readonly counts: Counts;
  /** How often each fault struck, and each kill. */
  readonly faults: Tally;
  readonly kills: Tally;
  readonly sigkills: number;
  readonly seconds: number;
  /** What the processes have logged. */
  readonly said: string;
}

/** Lets people work in many pull requests while GitHub has bad weather and processes die, and counts what is left. */
export async function runFaults(run: FaultRun): Promise<FaultOutcome> {
  const begun = performance.now();
  const box = await startGitHubBox();
  const folder = run.postgres === undefined ? await newPgliteFolder() : undefined;
  const kept =
    run.postgres === undefined
      ? { DATA_DIR: `${folder}` }
      : { DATABASE_URL: await createDatabase(run.postgres) };
  const fleet = await Fleet.start(run.file, box, { replicas: run.postgres === undefined ? 1 : 3, env: kept });
  try {
    const plan = makePlan(run.seed, run.size);
    const world = await World.create(box, plan);
    const [faults, kills]: Tally[] = [new Map(), new Map()];
    if (faults === undefined || kills === undefined) throw new Error('two tallies are made');
    const killer = new Killer(fleet, { chance: plan.chance, kills: plan.kills, tally: kills });
    const front = await openFront(fleet, killer, plan);
    box.sendWebhooksTo(front.url, secret);
    const weather = drawWeather(plan.chance, faults);
    box.setWeather((request) => killer.atRequest(request) ?? weather(request));
    await storm({ run, plan, world, killer });
    // The sky clears: what is still to be done can now be done.
    box.setWeather(() => undefined);
    run.report?.('the sky is clear');
    await quiet({ run, box, fleet, front });
    front.close();
    await fleet.stop();
    return {
      counts: await count(box, world, await readItems(kept)),
      faults,
      kills,
      sigkills: fleet.kills,
      seconds: Math.round((performance.now() - begun) / 1000),
      said: fleet.said,
    };
  } finally {
    await fleet.end();
    await box.close();
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  }
}

function openFront(fleet: Fleet, killer: Killer, { chance }: Plan): Promise<Front> {
  return Front.open({
    route(nth) {
      const index = chance.below(`route ${nth}`, fleet.size);
      return { index, url: fleet.webhookUrl(index) };
    },
    beforePassing: (index) => killer.atDelivery('before-store', index),
    async beforeAnswering(index, status) {
      if (status < 300) await killer.atDelivery('after-store', index);
    },
  });
}

/** All acts, and all kills. */
async function storm({
  run,
  plan,
  world,
  killer,
}: {
  readonly run: FaultRun;
  readonly plan: Plan;
  readonly world: World;
  readonly killer: Killer;
}): Promise<void> {
  for (const [index, act] of plan.acts.entries()) {
    killer.after(index);
    await world.do(act, index);
    await sleep(plan.chance.draw(`pause ${index}`) * run.pause);
    if (index % 100 === 99) run.report?.(`${index + 1} acts are done`);
  }
  killer.after(plan.acts.length);
  run.report?.('the last act is done');
  // The App still has work to be killed at; where it has none left, a moment is as good as any.
  for (let polls = 0; !killer.isDone; polls += 1) {
    if (polls > 30) killer.strikeAnyway();
    if (polls > 600) throw new Error('the kills do not come to an end');
    await sleep(1000);
  }
}

/** Waits until nothing is left to do, also for what the App's sweep of the delivery log has still to fetch. */
async function quiet({
  run,
  box,
  fleet,
  front,
}: {
  readonly run: FaultRun;
  readonly box: GitHubBox;
  readonly fleet: Fleet;
  readonly front: Front;
}): Promise<void> {
  const end = Date.now() + run.patience;
  const missing = () => deliveriesNotTaken(box, front.taken).length;
  await fleet.revived();
  await idle(box, fleet, end);
  if (missing() === 0) return;
  // A process that starts begins with a sweep: nobody needs to wait for the next one.
  run.report?.(`${missing()} deliveries are to be fetched`);
  await fleet.restart(0);
  for (let before = missing(), since = Date.now(); missing() > 0 && Date.now() < end; await sleep(1000)) {
    if (missing() < before) since = Date.now();
    before = missing();
    // What the App has stored as it died is known to it, and nothing fetches it any more.
    if (Date.now() - since > run.sweepPatience) break;
  }
  run.report?.(`${missing()} deliveries are still to be fetched`);
  await idle(box, fleet, end);
}

/** Nothing is asked, sent or waiting, for so long that a sweep would have gone on. */
async function idle(box: GitHubBox, fleet: Fleet, end: number): Promise<void> {
  const isJobs = ({ path }: { readonly path: string }) => !path.includes('/app');
  const seen = () => `${box.deliveries.length} ${box.requests.filter(isJobs).length}`;
  let before = '';
  let quietSince = Date.now();
  while (Date.now() - quietSince < 8000) {
    await box.settled();
    const sizes = await fleet.queueSizes();
    const isIdle = ['waiting', 'active', 'untold'].every((state) => sizes?.[state] === 0);
    if (!isIdle || seen() !== before) quietSince = Date.now();
    before = seen();
    if (Date.now() > end) {
      throw new Error(`it does not come to an end: ${JSON.stringify(sizes)}\n${fleet.said.slice(-20_000)}`);
    }
    await sleep(1000);
  }
}
