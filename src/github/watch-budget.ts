import type { ProbotOctokit } from 'probot';

/** What GitHub says is left of an installation's hour, in requests for REST and in points for GraphQL. */
export interface BudgetSeen {
  readonly installation: number;
  /** `core` for REST, `graphql`; they are counted apart. */
  readonly resource: string;
  readonly remaining: number;
  readonly limit: number;
  /** When the hour begins anew, in milliseconds since 1970. */
  readonly resetAt: number;
}

type Headers = Readonly<Record<string, string | number | undefined>>;

/** Tells what each answer to an installation, a refusal too, says of its budget. */
export function watchBudget(
  octokit: ProbotOctokit,
  installation: number,
  onBudget: (seen: BudgetSeen) => void,
): void {
  const look = (headers: Headers | undefined) => {
    const seen = headers && budgetOf(headers, installation);
    if (seen !== undefined) onBudget(seen);
  };
  octokit.hook.after('request', (response) => look(response.headers));
  octokit.hook.error('request', (error) => {
    look((error as { readonly response?: { readonly headers?: Headers } }).response?.headers);
    throw error;
  });
}

function budgetOf(headers: Headers, installation: number): BudgetSeen | undefined {
  const resource = headers['x-ratelimit-resource'];
  const numberOf = (name: string) => Number(headers[`x-ratelimit-${name}`] ?? Number.NaN);
  const [remaining, limit, reset] = [numberOf('remaining'), numberOf('limit'), numberOf('reset')];
  if (typeof resource !== 'string' || !(remaining >= 0 && limit > 0 && reset > 0)) return undefined;
  return { installation, resource, remaining, limit, resetAt: reset * 1000 };
}
