import { setTimeout as sleep } from 'node:timers/promises';
import type { ProbotOctokit } from 'probot';
import type { GitHubClient } from './client.ts';
import { GitHubError, GitHubUnavailable, StaleRead, Unauthenticated } from './errors.ts';
import { answerOfFailure, isGraphqlFailure } from './graphql-answer.ts';
import { Limit } from './limit.ts';
import { pace } from './pace.ts';
import type { Standstill } from './standstill.ts';
import { translateError } from './translate-error.ts';

/** What GitHub's times are, and how writes go out; all in milliseconds. */
export interface WritePacing {
  /** The least time from one write to the next, where there are many. */
  readonly writeSpacingMilliseconds: number;
  /** How many writes go without a pause after a rest; 1 if not given. */
  readonly writeBurst?: number;
  /** How long a write that was not answered may still be carried out, from when it was sent; 10 s if not given. */
  readonly writeSettleMilliseconds?: number;
  /** How long what is read may lag behind what was written; 5 s if not given. */
  readonly lagMilliseconds?: number;
}

/** GitHub ends a request that takes longer. */
const longestRequest = 10_000;
/** GitHub does not say; usually it is well below a second. */
const longestLag = 5000;

/**
 * A client over an Octokit of one installation: writes are paced, limits kept, errors ours. A write whose fate is not
 * known rejects only once it can't be carried out any more, so that whoever looks then sees whether it was.
 */
export function toClient(
  octokit: ProbotOctokit,
  pacing: WritePacing & {
    readonly standstill: Standstill;
    /** When the job began that asks, in milliseconds since 1970; undefined outside of any. */
    jobBegunAt(): number | undefined;
  },
  forgetToken: () => void = () => {},
): GitHubClient {
  const paced = pace(pacing.writeSpacingMilliseconds, pacing.writeBurst);
  const settle = pacing.writeSettleMilliseconds ?? longestRequest;
  const limit = new Limit();
  const { standstill } = pacing;
  octokit.hook.wrap('request', async (request, options) => {
    limit.check();
    // All our GraphQL requests are reads, and a token is asked for from within the request that needs it: to wait in
    // line behind that one would be for ever.
    const isTokenRequest = /\/access_tokens$/.test(options.url);
    const isWrite = options.method !== 'GET' && !isTokenRequest && !/\/graphql$/.test(options.url);
    // A person waits for a sign that they were heard.
    const turn = /\/reactions$/.test(options.url) ? 'first' : 'usual';
    const decidingSince = pacing.jobBegunAt() ?? Date.now();
    let sentAt = performance.now();
    const send = async () => {
      // What was read and decided before may have been done by another process meanwhile.
      if (isWrite && standstill.since(decidingSince)) {
        throw new StaleRead('the process stood still before a write');
      }
      sentAt = performance.now();
      return whole(await request(options));
    };
    try {
      return await (isWrite ? paced(send, turn) : send());
    } catch (error) {
      const failure = limit.note(translateError(error, Date.now()));
      if (isWrite && failure instanceof GitHubUnavailable) {
        await sleep(Math.max(0, sentAt + settle - performance.now()));
      }
      // A token that was withdrawn would be used for the rest of its hour.
      if (failure instanceof Unauthenticated && !isTokenRequest) forgetToken();
      throw failure;
    }
  });
  return {
    lagMilliseconds: pacing.lagMilliseconds ?? longestLag,
    rest: octokit.request,
    async query<Data>(text: string, variables: Readonly<Record<string, unknown>>) {
      try {
        return { data: await octokit.graphql<Data>(text, { ...variables }), errors: [] };
      } catch (error) {
        if (!isGraphqlFailure(error)) throw error;
        const answer = answerOfFailure<Data>(error, Date.now());
        if (answer instanceof GitHubError) throw limit.note(answer);
        return answer;
      }
    },
  };
}

/** Octokit gives what came of an answer whose line broke as text, as if that were the answer. */
function whole<Answer extends { readonly status: number; readonly data: unknown }>(answer: Answer): Answer {
  const hasBody = answer.status !== 204 && answer.status !== 205;
  if (hasBody && typeof answer.data === 'string') {
    throw new GitHubUnavailable('the answer was cut short', answer.status);
  }
  return answer;
}
