import type { Task } from '../task.ts';
import { placeOf, repositoryEvent } from './payload.ts';

/** A run of a workflow is done: it may prove, or disprove, what a sprint claims. */
export function onWorkflowRun(event: unknown): Task {
  return { kind: 'update-progress', ...placeOf(repositoryEvent.parse(event)) };
}
