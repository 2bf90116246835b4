import type { GitHubClient } from '../../src/github/client.ts';

/**
 * A client between whose requests something happens: right after GitHub has answered one of an endpoint (or a query),
 * and before who asked knows the answer. The first such request, and every query.
 */
export function meanwhile(
  client: GitHubClient,
  endpoint: string,
  happens: () => void | Promise<void>,
): GitHubClient {
  let happened = false;
  const rest = new Proxy(client.rest, {
    async apply(target, self, args: unknown[]) {
      const answer: unknown = await Reflect.apply(target, self, args);
      if (args[0] === endpoint && !happened) {
        happened = true;
        await happens();
      }
      return answer;
    },
  });
  const query: GitHubClient['query'] = async (text, variables) => {
    const answer = await client.query<never>(text, variables);
    if (endpoint === 'query') await happens();
    return answer;
  };
  return { ...client, rest, query };
}
