import { createHash } from 'node:crypto';
import type { Item } from '../queue/item.ts';
import type { Task } from './task.ts';
import { taskKey } from './task-key.ts';

/** A task as an item of the queue; `id` is a UUID. What nobody waits for waits a little for others like it. */
export function itemOf(
  task: Task,
  id: string,
  { progressDelaySeconds }: { readonly progressDelaySeconds: number },
): Item<Task> {
  const canWait = task.kind === 'update-progress' && task.reply === undefined;
  return {
    id,
    key: taskKey(task),
    group: `installation:${task.installation}`,
    data: task,
    ...(canWait && { delaySeconds: progressDelaySeconds }),
  };
}

/** GitHub's delivery ids are UUIDs, and the queue's must be; any other id is made into one that is always the same. */
export function itemIdOf(delivery: string): string {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(delivery)) return delivery.toLowerCase();
  const digest = createHash('sha256').update(delivery).digest('hex');
  return digest.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}
