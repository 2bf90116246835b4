import { mergeability } from '../facts/mergeability.ts';
import { pullDiff } from '../facts/pull-diff.ts';
import { notFound } from '../http/api-error.ts';
import type { PullRequest } from '../store/repository.ts';
import { changedFileView, commitView } from '../views/commit-view.ts';
import { pullView, simplePullView } from '../views/pull-view.ts';
import { entryOf, inRepository, numberOf, ok, type RepositoryCall, textOf } from './call.ts';
import { pageOf } from './page.ts';

const reading = [{ permission: 'pull_requests', level: 'read' }] as const;

/** Pull requests, their files and commits. */
export const pullRoutes = {
  'GET /repos/{owner}/{repo}/pulls': inRepository(reading, (call) => {
    const pulls = [...call.repository.pulls.values()].filter((pull) => isWanted(call, pull)).reverse();
    const page = pageOf(call, pulls);
    return { ...ok(page.items.map((pull) => shown(call, pull))), headers: page.headers };
  }),

  'GET /repos/{owner}/{repo}/pulls/{pull_number}': inRepository(reading, async (call) => {
    const pull = asked(call);
    const merge = await mergeability(call.repository, pull);
    return ok(await pullView({ origin: call.state.origin, repository: call.repository }, pull, merge));
  }),

  'GET /repos/{owner}/{repo}/pulls/{pull_number}/files': inRepository(reading, async (call) => {
    const pull = asked(call);
    const page = pageOf(call, (await pullDiff(call.repository, pull)).files);
    const views = page.items.map((file) =>
      changedFileView(call.state.origin, call.repository, pull.head.sha, file),
    );
    return { ...ok(views), headers: page.headers };
  }),

  'GET /repos/{owner}/{repo}/pulls/{pull_number}/commits': inRepository(reading, async (call) => {
    const { repository } = call;
    const page = pageOf(call, (await pullDiff(repository, asked(call))).commits);
    const commits = await Promise.all(page.items.map((oid) => repository.git.commit(oid)));
    const views = commits.flatMap((commit) =>
      commit ? [commitView(call.state.origin, repository, commit)] : [],
    );
    return { ...ok(views), headers: page.headers };
  }),

  'GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls': inRepository(reading, async (call) => {
    const commit = await call.repository.git.commit(textOf(call, 'commit_sha'));
    if (!commit) throw notFound();
    const pulls = await pullsWith(call, commit.oid);
    const page = pageOf(call, pulls);
    return { ...ok(page.items.map((pull) => shown(call, pull))), headers: page.headers };
  }),
};

function asked(call: RepositoryCall): PullRequest {
  return entryOf(call.repository.pulls, numberOf(call, 'pull_number'));
}

function shown(call: RepositoryCall, pull: PullRequest) {
  return simplePullView(call.state.origin, call.repository, pull);
}

function isWanted(call: RepositoryCall, pull: PullRequest): boolean {
  const state = textOf(call, 'state') || 'open';
  const [base, head] = [textOf(call, 'base'), textOf(call, 'head')];
  const label = `${pull.head.repository.owner.login}:${pull.head.branch}`;
  return (
    (state === 'all' || state === pull.issue.state) &&
    (base === '' || base === pull.base.branch) &&
    (head === '' || head === label)
  );
}

/** The pull requests that have the commit among theirs, or were merged by it. */
async function pullsWith({ repository }: RepositoryCall, oid: string): Promise<PullRequest[]> {
  const all = [...repository.pulls.values()];
  const has = await Promise.all(
    all.map(
      async (pull) => pull.merged?.sha === oid || (await pullDiff(repository, pull)).commits.includes(oid),
    ),
  );
  return all.filter((_, index) => has[index]);
}
