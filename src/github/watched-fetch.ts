import { AsyncLocalStorage } from 'node:async_hooks';
import { AnswerTooLarge } from './errors.ts';

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

/** The largest answer that is read, in bytes, unpacked: some hundred times what most pull requests take. */
const usualMostBytes = 64 * 1024 * 1024;

/** A job that makes requests. */
interface JobRunning {
  readonly count: { requests: number };
  /** In milliseconds since 1970. */
  readonly begunAt: number;
}

/** Every request to GitHub, the token requests included, goes through `fetch`; those made by a job can be counted. */
export class WatchedFetch {
  readonly #jobs = new AsyncLocalStorage<JobRunning>();
  readonly #onRequest: (seen: RequestSeen) => void;
  #servedAt = performance.now();

  readonly #mostBytes: number;

  constructor(onRequest: (seen: RequestSeen) => void, mostBytes = usualMostBytes) {
    this.#onRequest = onRequest;
    this.#mostBytes = mostBytes;
  }

  /** Runs a task and counts into `count` the requests that it makes. */
  counting<T>(count: { requests: number }, task: () => Promise<T>): Promise<T> {
    return this.#jobs.run({ count, begunAt: Date.now() }, task);
  }

  /** When the job began from which this is called, in milliseconds since 1970; undefined outside of any. */
  jobBegunAt(): number | undefined {
    return this.#jobs.getStore()?.begunAt;
  }

  /** For how many seconds GitHub has served nothing: no answer came, or only errors of its own. */
  unservedSeconds(): number {
    return (performance.now() - this.#servedAt) / 1000;
  }

  readonly fetch = async (input: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const job = this.#jobs.getStore();
    if (job !== undefined) job.count.requests += 1;
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
    let response: Response;
    try {
      response = await globalThis.fetch(input, { ...init, signal });
    } catch (error) {
      see(undefined);
      throw error;
    }
    if (response.status < 500) this.#servedAt = performance.now();
    see(response);
    return bounded(response, this.#mostBytes);
  };
}

/** The answer, read whole; as much of it as came where the line broke. Throws AnswerTooLarge. */
async function bounded(response: Response, mostBytes: number): Promise<Response> {
  if (response.body === null) return response;
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  try {
    for await (const chunk of response.body) {
      bytes += chunk.length;
      if (bytes > mostBytes) break;
      chunks.push(chunk);
    }
  } catch {
    // Octokit gives out what came, which is no JSON; that is told apart further up.
  }
  if (bytes > mostBytes) {
    const megabytes = Math.round(mostBytes / 1024 / 1024);
    throw new AnswerTooLarge(
      `what GitHub answers is larger than ${megabytes} MiB: there are too many or too large workflows or scripts`,
      response.status,
    );
  }
  const { status, statusText, headers, url } = response;
  const whole = new Response(new Blob(chunks), { status, statusText, headers });
  return Object.defineProperty(whole, 'url', { value: url });
}

function timeOf(header: string | null | undefined): number | undefined {
  const time = Date.parse(header ?? '');
  return Number.isNaN(time) ? undefined : time;
}

function numberOf(header: string | null | undefined): number | undefined {
  return header === null || header === undefined ? undefined : Number(header);
}
