import { changedFiles } from '../git/changed-files.ts';
import { commitsBetween, mergeBase } from '../git/merge.ts';
import type { Commit } from '../git/parse-commit.ts';
import { notFound } from '../http/api-error.ts';
import { apiUrl, nodeId, webUrl } from '../store/addresses.ts';
import { changedFileView, commitView } from '../views/commit-view.ts';
import { type Answer, inRepository, ok, type RepositoryCall, textOf } from './call.ts';
import { pageOf } from './page.ts';
import { treeView } from './tree-view.ts';

const reading = [{ permission: 'contents', level: 'read' }] as const;

/** Commits, and git's own objects. */
export const gitRoutes = {
  'GET /repos/{owner}/{repo}/commits/{ref}': inRepository(reading, async (call) => {
    const commit = await commitNamed(call, textOf(call, 'ref'));
    const parent = commit.parents[0];
    const files = parent ? await changedFiles(call.repository.git, parent, commit.oid) : [];
    const count = (what: 'additions' | 'deletions') => files.reduce((sum, file) => sum + file[what], 0);
    const [additions, deletions] = [count('additions'), count('deletions')];
    return ok({
      ...commitView(call.state.origin, call.repository, commit),
      stats: { additions, deletions, total: additions + deletions },
      files: files.map((file) => changedFileView(call.state.origin, call.repository, commit.oid, file)),
    });
  }),

  'GET /repos/{owner}/{repo}/compare/{basehead}': inRepository(reading, compare),

  'GET /repos/{owner}/{repo}/git/blobs/{file_sha}': inRepository(reading, async (call) => {
    const blob = await call.repository.git.blob(textOf(call, 'file_sha'));
    if (!blob) throw notFound();
    const url = apiUrl(call.state.origin, call.repository, `/git/blobs/${blob.oid}`);
    const content = blob.content.toString('base64');
    return ok({
      sha: blob.oid,
      node_id: nodeId('B', blob.oid),
      size: blob.size,
      url,
      content,
      encoding: 'base64',
    });
  }),

  'GET /repos/{owner}/{repo}/git/ref/{ref}': inRepository(reading, async (call) => {
    const ref = `refs/${textOf(call, 'ref')}`;
    const object = await call.repository.git.objects.look(ref);
    if (!object) throw notFound();
    const url = apiUrl(call.state.origin, call.repository, `/git/${object.type}s/${object.oid}`);
    return ok({
      ref,
      node_id: nodeId('REF', ref),
      url: apiUrl(call.state.origin, call.repository, `/git/${ref}`),
      object: { sha: object.oid, type: object.type, url },
    });
  }),

  'GET /repos/{owner}/{repo}/git/trees/{tree_sha}': inRepository(reading, async (call) => {
    const tree = await treeView(call.state.origin, call.repository, {
      name: textOf(call, 'tree_sha'),
      depth: textOf(call, 'recursive') === '' ? 'flat' : 'recursive',
      mostEntries: call.state.mostTreeEntries,
    });
    if (!tree) throw notFound();
    return ok(tree);
  }),
};

/** Compares two commits from where they parted; the files stand on the first page only. */
async function compare(call: RepositoryCall): Promise<Answer> {
  const { state, repository } = call;
  const [left, right] = textOf(call, 'basehead').split(/\.{2,3}/);
  const [base, head] = [await commitNamed(call, left), await commitNamed(call, right)];
  const parted = await mergeBase(repository.git, base.oid, head.oid);
  if (!parted) throw notFound();
  const [ahead, behind, files] = await Promise.all([
    commitsBetween(repository.git, base.oid, head.oid),
    commitsBetween(repository.git, head.oid, base.oid),
    changedFiles(repository.git, parted, head.oid),
  ]);
  const page = pageOf(call, ahead);
  const view = async (oid: string) => commitView(state.origin, repository, await commitNamed(call, oid));
  const html = webUrl(state.origin, repository, `/compare/${left}...${right}`);
  return {
    ...ok({
      url: apiUrl(state.origin, repository, `/compare/${left}...${right}`),
      html_url: html,
      permalink_url: html,
      diff_url: `${html}.diff`,
      patch_url: `${html}.patch`,
      base_commit: commitView(state.origin, repository, base),
      merge_base_commit: await view(parted),
      status: statusOf(ahead.length, behind.length),
      ahead_by: ahead.length,
      behind_by: behind.length,
      total_commits: ahead.length,
      commits: await Promise.all(page.items.map(view)),
      files: files.slice(0, 300).map((file) => changedFileView(state.origin, repository, head.oid, file)),
    }),
    headers: page.headers,
  };
}

function statusOf(ahead: number, behind: number): string {
  if (ahead > 0) return behind > 0 ? 'diverged' : 'ahead';
  return behind > 0 ? 'behind' : 'identical';
}

/** A commit by its oid or branch; `owner:branch` names one of a fork. */
async function commitNamed({ state, repository }: RepositoryCall, name = ''): Promise<Commit> {
  const [owner, branch] = name.includes(':') ? name.split(':') : [undefined, name];
  const fork = [...state.repositories.values()].find(
    (one) => one.owner.login === owner && (one === repository || one.parent === repository),
  );
  const commit = await (owner ? fork : repository)?.git.commit(branch ?? '');
  if (!commit) throw notFound();
  if (fork && fork !== repository) await repository.git.fetch(fork.git, commit.oid, `refs/network/${owner}`);
  return commit;
}
