import { AsyncLocalStorage } from 'node:async_hooks';

/** One request to GitHub, as it went. */
export interface RequestSeen {
  readonly kind: 'graphql' | 'rest' | 'token';
  readonly method: string;
  /** Undefined where no answer came. */
  readonly status: number | undefined;
  readonly seconds: number;
  /** What is left of the hour's budget, where GitHub says it. */
  readonly remaining: number | undefined;
  /** What time it is at GitHub, to the second, in milliseconds since 1970; undefined where no answer came. */
  readonly clock: number | undefined;
}

/** GitHub ends a request of its own after 10 s; beyond that the line is dead. */
const timeoutMilliseconds = 20_000;

/** Every request to GitHub, the token requests included, goes through `fetch`; those made by a job can be counted. */
export class WatchedFetch {
  readonly #counts = new AsyncLocalStorage<{ requests: number }>();
  readonly #onRequest: (seen: RequestSeen) => void;
  #servedAt = performance.now();

  constructor(onRequest: (seen: RequestSeen) => void) {
    this.#onRequest = onRequest;
  }

  /** Runs a task and counts into `count` the requests that it makes. */
  counting<T>(count: { requests: number }, task: () => Promise<T>): Promise<T> {
    return this.#counts.run(count, task);
  }

  /** For how many seconds GitHub has served nothing: no answer came, or only errors of its own. */
  unservedSeconds(): number {
    return (performance.now() - this.#servedAt) / 1000;
  }

  readonly fetch = async (input: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const count = this.#counts.getStore();
    if (count !== undefined) count.requests += 1;
    const begun = performance.now();
    const path = new URL(input instanceof Request ? input.url : input).pathname;
    const see = (response: Response | undefined) =>
      this.#onRequest({
        kind: path.endsWith('/graphql') ? 'graphql' : path.endsWith('/access_tokens') ? 'token' : 'rest',
        method: init.method ?? 'GET',
        status: response?.status,
        seconds: (performance.now() - begun) / 1000,
        remaining: numberOf(response?.headers.get('x-ratelimit-remaining')),
        clock: timeOf(response?.headers.get('date')),
      });
    const timeout = AbortSignal.timeout(timeoutMilliseconds);
    const signal = init.signal ? AbortSignal.any([init.signal, timeout]) : timeout;
    try {
      const response = await globalThis.fetch(input, { ...init, signal });
      if (response.status < 500) this.#servedAt = performance.now();
      see(response);
      return response;
    } catch (error) {
      see(undefined);
      throw error;
    }
  };
}

function timeOf(header: string | null | undefined): number | undefined {
  const time = Date.parse(header ?? '');
  return Number.isNaN(time) ? undefined : time;
}

function numberOf(header: string | null | undefined): number | undefined {
  return header === null || header === undefined ? undefined : Number(header);
}
