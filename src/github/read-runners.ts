import type { RepositoryName } from '../core/action.ts';
import type { RunnerFacts, RunnersFacts } from '../core/progress/evidence/facts.ts';
import type { GitHubClient } from './client.ts';
import { Forbidden, NotFound } from './errors.ts';

interface RunnerAnswer {
  readonly name: string;
  readonly status: string;
  readonly busy: boolean;
  readonly labels: readonly { readonly name: string }[];
}

/** More runners than this are not looked through: three hundred. */
const mostPages = 3;

/**
 * The self-hosted runners of the repository, and of its organisation where that may be read too; undefined where neither
 * is permitted. The manifest asks for neither permission: who wants it grants `administration: read`, and
 * `organization_self_hosted_runners: read`.
 */
export async function readRunners(
  client: GitHubClient,
  { owner, name }: RepositoryName,
): Promise<RunnersFacts | undefined> {
  const own = await permitted(async (page) => {
    const asked = { owner, repo: name, per_page: 100, page };
    return (await client.rest('GET /repos/{owner}/{repo}/actions/runners', asked)).data.runners;
  });
  const shared = await permitted(async (page) => {
    const asked = { org: owner, per_page: 100, page };
    return (await client.rest('GET /orgs/{org}/actions/runners', asked)).data.runners;
  });
  if (own === undefined && shared === undefined) return undefined;
  const runners = [...(own ?? []), ...(shared ?? [])].map(toFacts);
  return { runners, scope: own !== undefined && shared !== undefined ? 'all' : 'repository' };
}

/** The list, or undefined where it may not be read; of a person's account there is none of an organisation (404). */
async function permitted(
  read: (page: number) => Promise<readonly RunnerAnswer[]>,
): Promise<readonly RunnerAnswer[] | undefined> {
  const all: RunnerAnswer[] = [];
  try {
    for (let page = 1; page <= mostPages; page += 1) {
      const some = await read(page);
      all.push(...some);
      if (some.length < 100) break;
    }
    return all;
  } catch (error) {
    if (error instanceof Forbidden || error instanceof NotFound) return undefined;
    throw error;
  }
}

function toFacts({ name, status, busy, labels }: RunnerAnswer): RunnerFacts {
  return {
    name,
    status: status === 'online' ? 'online' : 'offline',
    busy,
    labels: labels.map((label) => label.name),
  };
}
