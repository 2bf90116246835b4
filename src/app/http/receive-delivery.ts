import type { IncomingMessage } from 'node:http';
import { Webhooks } from '@octokit/webhooks';
import { StoreUnavailable } from '../../queue/errors.ts';
import type { Item, Stored } from '../../queue/item.ts';
import { type Subject, subjectOf } from '../events/subject-of.ts';
import { taskOf } from '../events/task-of.ts';
import { type Delays, itemIdOf, itemOf } from '../item-of.ts';
import type { Task } from '../task.ts';
import { BodyRoom, type Held } from './body-room.ts';
import { readBody } from './read-body.ts';

/** The answer to a delivery; `outcome` is for the log and the metrics. */
export interface DeliveryAnswer {
  readonly status: number;
  readonly text: string;
  readonly outcome: 'stored' | 'known' | 'ignored' | 'refused' | 'no-room' | 'store-down';
  readonly event: string;
  readonly id: string;
  /** What a verified delivery is about. */
  readonly about?: Subject;
  readonly error?: unknown;
}

/** What receiving needs. */
export interface Intake extends Delays {
  readonly appId: number;
  readonly webhookSecret: string;
  store(item: Item<Task>): Promise<Stored>;
}

/** How many bytes of large bodies are held at once; each is there several times while it is read. */
const roomBytes = 64 * 1024 * 1024;

/** A function that takes in one delivery: verified, stored, and only then acknowledged. */
export function receiveDeliveries(intake: Intake): (request: IncomingMessage) => Promise<DeliveryAnswer> {
  const take = takeDelivery(intake);
  const room = new BodyRoom(roomBytes);
  return async (request) => {
    const held = room.hold();
    try {
      return await take(request, held);
    } finally {
      held.release();
    }
  };
}

function takeDelivery(intake: Intake): (request: IncomingMessage, held: Held) => Promise<DeliveryAnswer> {
  const webhooks = new Webhooks({ secret: intake.webhookSecret });
  return async (request, held) => {
    const id = headerOf(request, 'x-github-delivery');
    const event = headerOf(request, 'x-github-event');
    const signature = headerOf(request, 'x-hub-signature-256');
    const answer = (status: number, outcome: DeliveryAnswer['outcome'], text: string): DeliveryAnswer => ({
      status,
      outcome,
      text,
      // What was not verified does not get to choose what is logged and counted.
      event: outcome === 'refused' || outcome === 'no-room' ? '' : event,
      id: outcome === 'refused' || outcome === 'no-room' ? '' : id,
    });
    if (!/^sha256=[0-9a-f]{64}$/.test(signature)) return answer(401, 'refused', 'not signed');
    if (id === '' || event === '') return answer(400, 'refused', 'not a delivery of GitHub');
    const body = await readBody(request, held);
    if (body === 'too-large') return answer(413, 'refused', 'too large');
    if (body === 'no-room') return answer(503, 'no-room', 'too much at once: deliver it again');
    const text = body.toString('utf8');
    // The library takes no body at all for a mistake of ours.
    if (text === '' || !(await webhooks.verify(text, signature)))
      return answer(401, 'refused', 'wrongly signed');

    let about: Subject = {};
    let task: Task | undefined;
    try {
      const payload: unknown = JSON.parse(text);
      about = subjectOf(payload);
      task = taskOf(event, payload, intake);
    } catch (error) {
      return { ...answer(400, 'ignored', 'not understood'), about, error };
    }
    // 200, where what is stored is answered with 202: GitHub's log tells what has to be in the store.
    if (task === undefined) return { ...answer(200, 'ignored', 'nothing to do'), about };
    try {
      const stored = await intake.store(itemOf(task, itemIdOf(id), intake));
      return {
        ...(stored === 'new' ? answer(202, 'stored', 'stored') : answer(202, 'known', 'known')),
        about,
      };
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      return { ...answer(503, 'store-down', 'the store is down: deliver it again'), about, error };
    }
  };
}

function headerOf(request: IncomingMessage, name: string): string {
  const value = request.headers[name];
  return typeof value === 'string' ? value.slice(0, 200) : '';
}
