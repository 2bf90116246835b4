import { z } from 'zod';
import type { Task } from '../task.ts';
import { placeOf, repositoryEvent } from './payload.ts';

const payload = repositoryEvent.extend({ action: z.string() });

/** A run of a workflow is done: it may prove, or disprove, what a sprint claims. */
export function onWorkflowRun(event: unknown): Task | undefined {
  const read = payload.parse(event);
  return read.action === 'completed' ? { kind: 'update-progress', ...placeOf(read) } : undefined;
}
