import { resolve } from 'node:path';
import { parseRepository } from '../core/audit/parsed-repository.ts';
import type { Repository, RepositoryFacts } from '../core/audit/repository.ts';
import { WorkflowCache } from '../core/audit/workflow-cache.ts';
import type { Policy } from '../core/policy/policy.ts';
import { loadPolicy } from './load-policy.ts';
import { readDirectory } from './read-directory.ts';
import type { Terminal } from './terminal.ts';

/** What is known offline. */
export const offlineFacts: RepositoryFacts = { visibility: 'unknown', remoteActions: new Map() };

/** The directory that a person names, from where they stand. */
export function rootOf(dir: string, terminal: Terminal): string {
  return resolve(terminal.directory, dir);
}

/** The repository in a directory, parsed; under its own policy unless another is given. */
export function readRepository(root: string, given?: Policy): Repository {
  const tree = readDirectory(root);
  const policy = given ?? loadPolicy(tree, undefined);
  return parseRepository(tree, { policy, facts: offlineFacts }, new WorkflowCache(Number.POSITIVE_INFINITY));
}
