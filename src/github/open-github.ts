import { Probot, ProbotOctokit } from 'probot';
import type { GitHubClient } from './client.ts';
import { Recent } from './recent.ts';
import { toClient } from './to-client.ts';
import { translateError } from './translate-error.ts';
import { type BudgetSeen, watchBudget } from './watch-budget.ts';
import { type RequestSeen, WatchedFetch } from './watched-fetch.ts';

/** Who the App is, and where its GitHub is. */
export interface GitHubSettings {
  readonly appId: number;
  /** PEM. */
  readonly privateKey: string;
  /** `https://api.github.com`, or `https://<host>/api/v3` of a GitHub Enterprise Server. */
  readonly baseUrl: string;
  /** The least time between two writes of one installation. */
  readonly writeSpacingMilliseconds: number;
  readonly log: Probot['log'];
  onRequest(seen: RequestSeen): void;
  /** Told what is left of an installation's hour, after each of its requests. */
  onBudget?(seen: BudgetSeen): void;
}

/** The App on GitHub. */
export interface GitHub {
  /** GitHub as an installation sees it. */
  installation(id: number): Promise<GitHubClient>;
  /** The login under which the App writes: `<slug>[bot]`; asked once. */
  login(): Promise<string>;
  /** Asks GitHub for the App; throws where it does not answer or does not know the App. */
  reach(): Promise<void>;
  /** Runs a task and counts into `count` the requests that it makes. */
  counting<T>(count: { requests: number }, task: () => Promise<T>): Promise<T>;
}

/**
 * Octokit with neither Probot's throttling nor its retries. Its throttling takes GraphQL reads for writes a second
 * apart, knows nothing of GraphQL under GHES's `/api/graphql`, and only logs on a secondary limit; its retries would
 * send a write again that GitHub may have taken. Here writes are paced below, limits are thrown as RateLimited for the
 * queue to wait them out, and a job that is tried again looks first at what is there.
 */
const PlainOctokit = ProbotOctokit.defaults((options: object) => ({
  ...options,
  throttle: { enabled: false },
  retry: { enabled: false },
}));

/** Prepares to talk to GitHub; makes no request yet. */
export async function openGitHub(settings: GitHubSettings): Promise<GitHub> {
  const watched = new WatchedFetch((seen) => settings.onRequest(seen));
  const { appId, privateKey, baseUrl, log } = settings;
  const probot = new Probot({
    appId,
    privateKey,
    baseUrl,
    log,
    Octokit: PlainOctokit,
    request: { fetch: watched.fetch },
  });
  await probot.ready();
  const clients = new Recent<number, Promise<GitHubClient>>(5000);
  let login: Promise<string> | undefined;

  const open = async (id: number) => {
    const octokit = await probot.auth(id);
    watchBudget(octokit, id, (seen) => settings.onBudget?.(seen));
    return toClient(octokit, settings.writeSpacingMilliseconds);
  };
  const askLogin = async () => {
    try {
      const { data } = await (await probot.auth()).request('GET /app');
      return `${data?.slug}[bot]`;
    } catch (error) {
      throw translateError(error, Date.now());
    }
  };
  return {
    installation(id) {
      const client = clients.get(id) ?? open(id);
      clients.set(id, client);
      return client;
    },
    async login() {
      login ??= askLogin();
      try {
        return await login;
      } catch (error) {
        login = undefined;
        throw error;
      }
    },
    async reach() {
      await askLogin();
    },
    counting: (count, task) => watched.counting(count, task),
  };
}
