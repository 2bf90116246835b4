import type { ProbotOctokit } from 'probot';
import type { GitHubClient } from './client.ts';
import { GitHubError } from './errors.ts';
import { answerOfFailure, isGraphqlFailure } from './graphql-answer.ts';
import { Limit } from './limit.ts';
import { pace } from './pace.ts';
import { translateError } from './translate-error.ts';

/** A client over an Octokit of one installation: writes are paced, limits kept, errors ours. */
export function toClient(octokit: ProbotOctokit, writeSpacingMilliseconds: number): GitHubClient {
  const paced = pace(writeSpacingMilliseconds);
  const limit = new Limit();
  octokit.hook.wrap('request', async (request, options) => {
    limit.check();
    // All our GraphQL requests are reads, and a token is asked for from within the request that needs it: to wait in
    // line behind that one would be for ever.
    const isWrite = options.method !== 'GET' && !/\/(?:graphql|access_tokens)$/.test(options.url);
    try {
      return await (isWrite ? paced(async () => request(options)) : request(options));
    } catch (error) {
      throw limit.note(translateError(error, Date.now()));
    }
  });
  return {
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
