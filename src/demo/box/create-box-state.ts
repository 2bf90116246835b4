import type { HookSender } from './hooks/hook-sender.ts';
import { RateLimits } from './http/rate-limits.ts';
import type { Account, App, Permissions } from './store/account.ts';
import type { BoxState, HookEvent } from './store/box-state.ts';

/** What a test may want otherwise. */
export interface StateOptions {
  readonly now?: () => Date;
  readonly app?: {
    readonly id?: number;
    readonly slug?: string;
    readonly name?: string;
    readonly permissions?: Permissions;
    readonly events?: readonly string[];
  };
  /** Requests an hour for an installation; GitHub's 5,000 if not given. */
  readonly hourlyLimit?: number;
  /** How many reads of a new head find its merge not yet computed; 0 if not given. */
  readonly mergeDelay?: number;
  /** Where a listing of a tree is cut off; at GitHub's 100,000 entries if not given. */
  readonly mostTreeEntries?: number;
}

/** What the App asks for in its manifest, unless told otherwise. */
const usualPermissions: Permissions = {
  actions: 'read',
  checks: 'write',
  contents: 'read',
  issues: 'write',
  merge_queues: 'read',
  metadata: 'read',
  pull_requests: 'write',
};

const usualEvents = [
  'check_run',
  'check_suite',
  'issue_comment',
  'issues',
  'merge_group',
  'pull_request',
  'push',
  'workflow_run',
];

const hourlyLimit = 5000;

/** An empty box: nobody but the App and who owns it. */
export function createBoxState(
  options: StateOptions,
  around: {
    readonly origin: string;
    readonly publicKey: string;
    readonly hooks: HookSender;
    readonly changed: () => void;
  },
): BoxState {
  const now = options.now ?? (() => new Date());
  let lastId = 1000;
  const nextId = () => {
    lastId += 1;
    return lastId;
  };
  const accounts = new Map<string, Account>();
  const account = (login: string, type: Account['type'] = 'User'): Account => {
    const known = accounts.get(login.toLowerCase());
    if (known) return known;
    const fresh = { id: nextId(), login, type, name: login, createdAt: now() };
    accounts.set(login.toLowerCase(), fresh);
    return fresh;
  };
  const state: BoxState = {
    origin: around.origin,
    app: appOf(options.app ?? {}, { account, now, publicKey: around.publicKey }),
    now,
    accounts,
    account,
    repositories: new Map(),
    installations: new Map(),
    organisationRunners: new Map(),
    tokens: new Map(),
    deliveries: [],
    requests: [],
    limits: new RateLimits(options.hourlyLimit ?? hourlyLimit, now),
    mergeDelay: options.mergeDelay ?? 0,
    mostTreeEntries: options.mostTreeEntries ?? 100_000,
    nextId,
    emit: (event: HookEvent) => {
      around.hooks.send(state, event);
      around.changed();
    },
    webhook: () => around.hooks.webhook,
    redeliver: (delivery) => around.hooks.redeliver(state, delivery),
  };
  return state;
}

function appOf(
  options: NonNullable<StateOptions['app']>,
  world: {
    readonly account: (login: string, type: Account['type']) => Account;
    readonly now: () => Date;
    readonly publicKey: string;
  },
): App {
  const slug = options.slug ?? 'ci-warden';
  return {
    id: options.id ?? 106,
    clientId: `Iv1.${slug}`,
    slug,
    name: options.name ?? 'CI Warden',
    owner: world.account('app-owner', 'User'),
    bot: world.account(`${slug}[bot]`, 'Bot'),
    permissions: options.permissions ?? usualPermissions,
    events: options.events ?? usualEvents,
    createdAt: world.now(),
    publicKey: world.publicKey,
  };
}
