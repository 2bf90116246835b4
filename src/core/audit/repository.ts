import type { Policy } from '../policy/policy.ts';
import type { SourceText } from '../source/source-text.ts';
import type { Workflow } from '../workflow/model.ts';

/** What is known of a repository besides its files. */
export interface RepositoryFacts {
  /** Offline it is unknown. */
  readonly visibility: 'public' | 'private' | 'unknown';
  /** Manifests (`action.yml`) of other repositories' actions, by the whole reference (`owner/name/path@ref`). */
  readonly remoteActions: ReadonlyMap<string, RemoteAction>;
}

/** How somebody else's action runs, as its `action.yml` says (`runs.using`). */
export interface RemoteAction {
  readonly using: 'docker' | 'node' | 'composite';
}

/** A repository at one commit, parsed: what rules look at. */
export interface Repository extends RepositoryFacts {
  /** Sorted by path. Files with problems are here too. */
  readonly workflows: readonly Workflow[];
  readonly policy: Policy;
  /** Any other file that the reader brought (a local script, a makefile, a local action's manifest). */
  file(path: string): SourceText | undefined;
}
