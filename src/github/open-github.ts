import { Probot, ProbotOctokit } from 'probot';
import type { GitHubClient } from './client.ts';
import { GitHubUnavailable } from './errors.ts';
import { Recent } from './recent.ts';
import { Standstill } from './standstill.ts';
import { toClient, type WritePacing } from './to-client.ts';
import { TokenCache } from './token-cache.ts';
import { type BudgetSeen, watchBudget } from './watch-budget.ts';
import { type RequestSeen, WatchedFetch } from './watched-fetch.ts';

/** Who the App is, and where its GitHub is. */
export interface GitHubSettings extends WritePacing {
  readonly appId: number;
  /** PEM. */
  readonly privateKey: string;
  /** `https://api.github.com`, or `https://<host>/api/v3` of a GitHub Enterprise Server. */
  readonly baseUrl: string;
  readonly log: Probot['log'];
  onRequest(seen: RequestSeen): void;
  /** Told what is left of an installation's hour, after each of its requests. */
  onBudget?(seen: BudgetSeen): void;
}

/** The App on GitHub. */
export interface GitHub {
  /** GitHub as an installation sees it. */
  installation(id: number): Promise<GitHubClient>;
  /** GitHub as the App itself sees it, with its own budget. */
  app(): Promise<GitHubClient>;
  /** The login under which the App writes: `<slug>[bot]`; asked once. */
  login(): Promise<string>;
  /** Asks GitHub for the App; throws where it does not answer or does not know the App. */
  reach(): Promise<void>;
  /** For how many seconds GitHub has served nobody here: no answer came, or only errors of its own. */
  unservedSeconds(): number;
  /** Runs a task and counts into `count` the requests that it makes. */
  counting<T>(count: { requests: number }, task: () => Promise<T>): Promise<T>;
}

/**
 * Octokit with neither Probot's throttling nor its retries. Its throttling takes GraphQL reads for writes a second
 * apart, knows nothing of GraphQL under GHES's `/api/graphql`, and only logs on a secondary limit; its retries would
 * send a write again that GitHub may have taken. Here writes are paced below, limits are thrown as RateLimited for the
 * queue to wait them out, and a job that is tried again looks first at what is there.
 */
function plainOctokit(tokens: TokenCache) {
  return ProbotOctokit.defaults((options: { readonly auth?: object }) => ({
    ...options,
    auth: { ...options.auth, cache: tokens },
    throttle: { enabled: false },
    retry: { enabled: false },
  }));
}

/** Prepares to talk to GitHub; makes no request yet. */
export async function openGitHub(settings: GitHubSettings): Promise<GitHub> {
  const tokens = new TokenCache();
  const watched = new WatchedFetch((seen) => settings.onRequest(seen));
  const { appId, privateKey, baseUrl, log } = settings;
  const probot = new Probot({
    appId,
    privateKey,
    baseUrl,
    log,
    Octokit: plainOctokit(tokens),
    request: { fetch: watched.fetch },
  });
  await probot.ready();
  const pacing = { ...settings, standstill: new Standstill(), jobBegunAt: () => watched.jobBegunAt() };
  const clients = new Recent<number, Promise<GitHubClient>>(5000);
  let login: Promise<string> | undefined;
  let app: Promise<GitHubClient> | undefined;

  const open = async (id: number) => {
    const octokit = await probot.auth(id);
    watchBudget(octokit, id, (seen) => settings.onBudget?.(seen));
    return toClient(octokit, pacing, () => tokens.forget(id));
  };
  const openApp = async () => toClient(await probot.auth(), pacing);
  const asApp = () => {
    app ??= openApp();
    return app;
  };
  const askLogin = async () => {
    const { data } = await (await asApp()).rest('GET /app');
    // Under a wrong login the App would find nothing of what it has written, and write it again.
    if (!data?.slug) throw new GitHubUnavailable('GitHub does not say what the App is called', undefined);
    return `${data.slug}[bot]`;
  };
  return {
    installation(id) {
      const client = clients.get(id) ?? open(id);
      clients.set(id, client);
      return client;
    },
    app: asApp,
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
    unservedSeconds: () => watched.unservedSeconds(),
    counting: (count, task) => watched.counting(count, task),
  };
}
