import type { Runtime } from './runtime.ts';

/** What a command does to containers. Texts may hold symbols of the shell model. */
export type ContainerAction = Creation | Removal | Stop | Start | Look;

/** A container comes to be. */
export interface Creation {
  readonly does: 'create';
  readonly runtime: Runtime;
  /** The names by which the command calls it; empty where the runtime makes one up. */
  readonly names: readonly string[];
  /** How it is once the command is done. */
  readonly state: 'running' | 'created' | 'stopped';
  /** It goes away by itself when it stops (`--rm`). */
  readonly removesItself: boolean;
  /** Options that cannot be read might say `--rm`, or give a name. */
  readonly uncertain: boolean;
  readonly image?: string | undefined;
  readonly labels: readonly string[];
  readonly pod?: string | undefined;
  readonly project?: ComposeProject;
  readonly printsId: boolean;
  /** It runs in the background of its script, which may wait for it. */
  readonly background?: true;
  readonly idFile?: string | undefined;
  /** The sub-command as people call it: `docker run -d`. */
  readonly command: string;
}

/** Containers go away. */
export interface Removal {
  readonly does: 'remove';
  readonly runtime: Runtime;
  readonly target: Target;
  /** Removes running ones too. */
  readonly force: boolean;
}

/** Containers stop; those with `--rm` are gone then. */
export interface Stop {
  readonly does: 'stop';
  /** It fails where the container has come to its end already, as `kill` does. */
  readonly failsIfStopped: boolean;
  readonly runtime: Runtime;
  readonly target: Target;
}

/** Containers that exist run. */
export interface Start {
  readonly does: 'start';
  readonly runtime: Runtime;
  readonly target: Target;
}

/** The command only looks; a list of containers that it prints can be named in turn. */
export interface Look {
  readonly does: 'look';
  readonly runtime: Runtime;
  readonly prints?: Query;
}

/** Which containers a command means. */
export type Target =
  | { readonly kind: 'named'; readonly values: readonly string[] }
  | { readonly kind: 'query'; readonly query: Query }
  | { readonly kind: 'pod'; readonly values: readonly string[] }
  | { readonly kind: 'project'; readonly project: ComposeProject };

/** A choice among a runtime's containers, such as `docker ps -aq --filter name=x`. */
export interface Query {
  readonly runtime: Runtime;
  readonly which: 'all' | 'running' | 'stopped';
  readonly filters: readonly { readonly key: string; readonly value: string }[];
}

/** What tells one compose project from another. */
export interface ComposeProject {
  /** How the command names it: `-f compose.yml`. */
  readonly options: readonly string[];
  readonly name: string | undefined;
  /** Below the repository's root where that is known. */
  readonly files: readonly string[];
  readonly directory: string | undefined;
}
