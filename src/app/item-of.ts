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
