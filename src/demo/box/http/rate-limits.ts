import type { Caller } from '../store/caller.ts';
import { ApiError } from './api-error.ts';

/** What GitHub says of a limit, in its own names; `reset` in seconds since 1970. */
export interface Limit {
  readonly limit: number;
  readonly used: number;
  readonly remaining: number;
  readonly reset: number;
  readonly resource: string;
}

const hour = 60 * 60 * 1000;
const forNobody = 60;

/** Counts the requests of each installation in an hour, REST and GraphQL apart, as GitHub's primary limits do. */
export class RateLimits {
  readonly #perHour: number;
  readonly #now: () => Date;
  readonly #windows = new Map<string, { used: number; reset: number }>();

  constructor(perHour: number, now: () => Date) {
    this.#perHour = perHour;
    this.#now = now;
  }

  /** Takes points; throws GitHub's 403 when there are none left. */
  spend(resource: 'core' | 'graphql', caller: Caller, points: number): void {
    const window = this.#window(resource, caller);
    window.used += points;
    const left = this.left(resource, caller);
    if (window.used <= left.limit) return;
    const who =
      caller.kind === 'installation' ? `installation ID ${caller.token.installation.id}` : 'this caller';
    throw new ApiError(403, `API rate limit exceeded for ${who}.`, { headers: limitHeaders(left) });
  }

  /** What the caller has left. */
  left(resource: 'core' | 'graphql', caller: Caller): Limit {
    const { used, reset } = this.#window(resource, caller);
    const limit = caller.kind === 'anonymous' ? forNobody : this.#perHour;
    return { limit, used, remaining: Math.max(0, limit - used), reset: Math.ceil(reset / 1000), resource };
  }

  #window(resource: string, caller: Caller): { used: number; reset: number } {
    const who = caller.kind === 'installation' ? caller.token.installation.id : caller.kind;
    const key = `${resource} ${who}`;
    const now = this.#now().getTime();
    const known = this.#windows.get(key);
    if (known && known.reset > now) return known;
    const fresh = { used: 0, reset: now + hour };
    this.#windows.set(key, fresh);
    return fresh;
  }
}

/** The headers by which GitHub tells a limit. */
export function limitHeaders(limit: Limit): Record<string, string> {
  const entries = Object.entries(limit).map(([name, value]) => [`x-ratelimit-${name}`, String(value)]);
  return Object.fromEntries(entries);
}
