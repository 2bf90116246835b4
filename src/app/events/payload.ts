import { z } from 'zod';
import type { TaskPlace } from '../task.ts';

/** An object id of git: SHA-1 or SHA-256. */
export const objectId = z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/);

const name = z.string().regex(/^[\w.-]+$/);

/** What every event of a repository has: for which installation, and where. */
export const repositoryEvent = z.object({
  installation: z.object({ id: z.int() }),
  repository: z.object({
    id: z.int(),
    name,
    default_branch: z.string(),
    owner: z.object({ login: name }),
  }),
});

/** Where an event's task is done. */
export function placeOf({ installation, repository }: z.infer<typeof repositoryEvent>): TaskPlace {
  return {
    installation: installation.id,
    repositoryId: repository.id,
    repository: { owner: repository.owner.login, name: repository.name },
  };
}
