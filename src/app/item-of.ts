import { createHash } from 'node:crypto';
import type { Item } from '../queue/item.ts';
import type { Task } from './task.ts';
import { taskGroup, taskKey } from './task-key.ts';

/** How long tasks wait before they are done. */
export interface Delays {
  readonly progressDelaySeconds: number;
  /** How long what is read from GitHub may lag behind what was written there. */
  readonly lagMilliseconds: number;
}

/** A task as an item of the queue; `id` is a UUID. What nobody waits for waits a little for others like it. */
export function itemOf(task: Task, id: string, delays: Delays): Item<Task> {
  return {
    id,
    key: taskKey(task),
    group: taskGroup(task),
    data: task,
    delaySeconds: delayOf(task, delays),
  };
}

function delayOf(task: Task, { progressDelaySeconds, lagMilliseconds }: Delays): number {
  if (task.kind === 'look-again') return lagMilliseconds / 1000;
  return task.kind === 'update-progress' && task.reply === undefined ? progressDelaySeconds : 0;
}

/** GitHub's delivery ids are UUIDs, and the queue's must be; any other id is made into one that is always the same. */
export function itemIdOf(delivery: string): string {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(delivery)) return delivery.toLowerCase();
  const digest = createHash('sha256').update(delivery).digest('hex');
  return digest.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}
