import type { RateLimits } from '../http/rate-limits.ts';
import type { Account, App, Installation, InstallationToken } from './account.ts';
import type { Delivery } from './delivery.ts';
import type { Json } from './json.ts';
import type { Repository } from './repository.ts';
import type { RequestRecord } from './request-record.ts';
import type { Webhook } from './webhook.ts';
import type { Runner } from './workflow-run.ts';

/** Something that happened and that the App may have subscribed to. */
export interface HookEvent {
  /** `pull_request`, … */
  readonly event: string;
  readonly action?: string;
  readonly repository: Repository;
  readonly sender: Account;
  /** The fields of the payload that are the event's own. */
  readonly payload: Json;
}

/** All that the box knows, but for the git objects. */
export interface BoxState {
  /** `http://host:port`; the API lies below `/api/v3` and `/api/graphql`. */
  readonly origin: string;
  readonly app: App;
  readonly now: () => Date;
  /** By lower-case login. */
  readonly accounts: Map<string, Account>;
  /** The account of that login; made, as a person's, if there is none. */
  readonly account: (login: string) => Account;
  /** By lower-case `owner/name`. */
  readonly repositories: Map<string, Repository>;
  readonly installations: Map<number, Installation>;
  /** Organisations' self-hosted runners, by lower-case login. */
  readonly organisationRunners: Map<string, readonly Runner[]>;
  readonly tokens: Map<string, InstallationToken>;
  readonly deliveries: Delivery[];
  readonly requests: RequestRecord[];
  readonly limits: RateLimits;
  /** How many reads of a new head are answered before its merge has been computed. */
  readonly mergeDelay: number;
  /** So many entries of a tree are listed; the rest is cut off. */
  readonly mostTreeEntries: number;
  /** A number that nothing else has, for an id. */
  readonly nextId: () => number;
  /** Tells the App, in the background, and whoever watches the box. */
  readonly emit: (event: HookEvent) => void;
  /** How the App's webhook is set up; undefined before it is. */
  readonly webhook: () => Webhook | undefined;
  /** Sends a delivery once more, with the same GUID. */
  readonly redeliver: (delivery: Delivery) => void;
}

/** The repository of that name, in whatever case; undefined where there is none. */
export function findRepository(state: BoxState, owner: string, name: string): Repository | undefined {
  return state.repositories.get(`${owner}/${name}`.toLowerCase());
}

/** The App's installation on the account; undefined where it is not installed. */
export function installationOn(state: BoxState, account: Account): Installation | undefined {
  return [...state.installations.values()].find((one) => one.account === account);
}
