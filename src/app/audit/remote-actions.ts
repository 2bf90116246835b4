import type { RemoteAction } from '../../core/audit/repository.ts';
import type { GitHubClient } from '../../github/client.ts';
import { readManifests } from '../../github/read-manifests.ts';
import type { TaskPlace } from '../task.ts';
import { type AuditPool, AuditStopped } from './audit-pool.ts';
import type { Memory } from './memory.ts';

/** Where it is found out how actions run. */
export interface ActionsOf {
  readonly pool: Pick<AuditPool, 'readManifests'>;
  readonly memory: Memory;
  readonly client: GitHubClient;
  readonly place: TaskPlace;
}

/**
 * How actions of other repositories run, as far as their manifests say it, by their references: each manifest is read
 * once. Where one was made to take seconds, nothing is known of those that were read along, nor remembered.
 */
export async function remoteActions(
  { pool, memory, client, place }: ActionsOf,
  references: readonly string[],
): Promise<ReadonlyMap<string, RemoteAction | undefined>> {
  const known = memory.actions(place, references);
  const unknown = references.filter((reference) => !known.has(reference));
  if (unknown.length === 0) return known;
  const all = new Map([...unknown.map((reference) => [reference, undefined] as const), ...known]);
  const manifests = await readManifests(client, unknown);
  try {
    const found = await pool.readManifests(place, manifests);
    memory.noteActions(place, found);
    return new Map([...all, ...found]);
  } catch (error) {
    if (error instanceof AuditStopped) return all;
    throw error;
  }
}
