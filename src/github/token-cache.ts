import { Recent } from './recent.ts';

/** GitHub gives a token for an hour; the last minute is left to requests that take long. */
const keptMilliseconds = 59 * 60_000;

/** Octokit's tokens of installations, in the form in which it keeps them, by keys that begin with the installation. */
export class TokenCache {
  readonly #tokens = new Recent<string, { readonly value: string; readonly since: number }>(15_000);

  get(key: string): string | undefined {
    const kept = this.#tokens.get(key);
    return kept !== undefined && Date.now() - kept.since < keptMilliseconds ? kept.value : undefined;
  }

  set(key: string, value: string): void {
    this.#tokens.set(key, { value, since: Date.now() });
  }

  /** Lets the next request ask for a new token. */
  forget(installation: number): void {
    this.#tokens.delete(String(installation));
  }
}
