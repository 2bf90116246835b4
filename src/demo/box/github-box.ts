import { BoxRepository } from './box-repository.ts';
import { createRepository, type RepositoryOptions } from './create-repository.ts';
import type { HookSender } from './hooks/hook-sender.ts';
import type { Fault, Faults, Weather } from './http/fault.ts';
import type { Installation, Permissions } from './store/account.ts';
import { type BoxState, findRepository, installationOn } from './store/box-state.ts';
import type { Delivery } from './store/delivery.ts';
import type { RequestRecord } from './store/request-record.ts';
import type { Webhook } from './store/webhook.ts';

/** What a box is made of; `startGitHubBox` puts it together. */
export interface BoxParts {
  readonly state: BoxState;
  readonly hooks: HookSender;
  readonly faults: Faults;
  readonly watchers: Set<() => void>;
  readonly privateKey: string;
  /** Where the git repositories are. */
  readonly directory: string;
  /** Ends the server, and removes what is to be removed. */
  readonly close: () => Promise<void>;
}

/** A GitHub in a box, listening: what people and operators do at GitHub is done here by calls. */
export class GitHubBox {
  readonly #parts: BoxParts;
  readonly state: BoxState;
  /** The App's private key, PEM. */
  readonly privateKey: string;

  constructor(parts: BoxParts) {
    this.#parts = parts;
    this.state = parts.state;
    this.privateKey = parts.privateKey;
  }

  /** `http://127.0.0.1:<port>`. */
  get url(): string {
    return this.state.origin;
  }

  /** The environment with which Probot works against the box; the webhook's secret is to be added. */
  get environment(): Readonly<Record<'APP_ID' | 'PRIVATE_KEY' | 'GHE_HOST' | 'GHE_PROTOCOL', string>> {
    return {
      APP_ID: String(this.state.app.id),
      PRIVATE_KEY: this.privateKey,
      GHE_HOST: new URL(this.url).host,
      GHE_PROTOCOL: 'http',
    };
  }

  /** Every request to the API that was answered, oldest first. */
  get requests(): readonly RequestRecord[] {
    return this.state.requests;
  }

  /** Every attempt to deliver a webhook, oldest first. */
  get deliveries(): readonly Delivery[] {
    return this.state.deliveries;
  }

  /** Sends the App's webhooks there from now on; before this none are sent. */
  sendWebhooksTo(url: string, secret: string, more: Partial<Webhook> = {}): void {
    this.#parts.hooks.webhook = { url, secret, contentType: 'json', verifiesTls: 'yes', ...more };
  }

  async createRepository(options: RepositoryOptions): Promise<BoxRepository> {
    const made = await createRepository(this.state, this.#parts.directory, options);
    return new BoxRepository(this.state, made);
  }

  /** Forks a repository into a person's account, where the App is not installed. */
  async fork({ repository: parent }: BoxRepository, owner: string): Promise<BoxRepository> {
    const { name, visibility, defaultBranch } = parent;
    const wanted = {
      owner,
      ownerType: 'User',
      name,
      visibility,
      defaultBranch,
      parent,
      app: 'absent',
    } as const;
    return new BoxRepository(this.state, await createRepository(this.state, this.#parts.directory, wanted));
  }

  /** A repository by its full name. */
  repository(fullName: string): BoxRepository {
    const [owner = '', name = ''] = fullName.split('/');
    const found = findRepository(this.state, owner, name);
    if (!found) throw new Error(`the box has no repository ${fullName}`);
    return new BoxRepository(this.state, found);
  }

  /** The App's installation on an account. */
  installation(owner: string): Installation {
    const installation = installationOn(this.state, this.state.account(owner));
    if (!installation) throw new Error(`the App is not installed on ${owner}`);
    return installation;
  }

  /** Changes what an installation may do; tokens issued before keep what they had. */
  setPermissions(owner: string, permissions: Permissions): void {
    this.installation(owner).permissions = permissions;
  }

  /** Suspends an installation. */
  suspend(owner: string): void {
    this.installation(owner).suspendedAt = this.state.now();
  }

  /** Lifts a suspension. */
  unsuspend(owner: string): void {
    this.installation(owner).suspendedAt = undefined;
  }

  /** Takes the App off an account; its tokens end with it. */
  uninstall(owner: string): void {
    const { id } = this.installation(owner);
    this.state.installations.delete(id);
    for (const [token, { installation }] of this.state.tokens) {
      if (installation.id === id) this.state.tokens.delete(token);
    }
  }

  /** Lets GitHub, or the network before it, misbehave. */
  fail(fault: Fault): void {
    this.#parts.faults.add(fault);
  }

  /** Lets each request that no fault strikes be answered as this says, until it is said otherwise. */
  setWeather(weather: Weather): void {
    this.#parts.faults.weather = weather;
  }

  /** Waits until every webhook sent has been answered; throws if one was not as GitHub describes it. */
  settled(): Promise<void> {
    return this.#parts.hooks.settled();
  }

  /** Calls back after anything has changed; returns what stops that. */
  watch(changed: () => void): () => void {
    this.#parts.watchers.add(changed);
    return () => {
      this.#parts.watchers.delete(changed);
    };
  }

  close(): Promise<void> {
    return this.#parts.close();
  }
}
