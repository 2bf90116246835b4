import { createHash } from 'node:crypto';
import type { CommitRead, ItemHistory } from '../../core/decide/date-evidence.ts';
import type { DatedItem } from '../../core/decide/dated-by-files.ts';
import type { CommitFacts } from '../../core/progress/evidence/facts.ts';
import { readCommits } from '../../github/read-commits.ts';
import { commitsOfFile, readHistories } from '../../github/read-histories.ts';
import type { SprintsRead } from './read-sprints.ts';
import type { SprintsOf } from './sprints-of.ts';

/** So many files' histories, and so many commits, are looked at for one update; what is left is not dated. */
const mostPaths = 20;
const mostCommits = 30;
/** Commits that are read with one request, each with all its workflows. */
const commitsAtOnce = 3;

/**
 * Since which commit the items are contradicted or proved that files contradict or prove, by the tracking issue and by the
 * item's key. What was found once is kept for as long as the files stay as they are.
 */
export async function dateItems(
  of: SprintsOf,
  read: SprintsRead,
): Promise<ReadonlyMap<number, ReadonlyMap<string, CommitFacts>>> {
  const { dates } = of.tools.sprints;
  const items = read.sprints.flatMap(({ issue, dated }) =>
    dated.map((item) => ({ issue, item, id: idOf(of, read, issue, item) })),
  );
  const unknown = items.filter(({ id }) => dates.get(id) === undefined);
  for (const [issue, some] of Map.groupBy(unknown, (one) => one.issue)) {
    const found = await find(of, read, { issue, items: some.map(({ item }) => item) });
    for (const { item, id } of some) dates.set(id, { since: found.get(item.key) });
  }
  const byIssue = Map.groupBy(items, ({ issue }) => issue);
  return new Map(
    [...byIssue].map(([issue, some]) => [
      issue,
      new Map(some.flatMap(({ item, id }) => datesOf(item.key, dates.get(id)?.since))),
    ]),
  );
}

function datesOf(key: string, since: CommitFacts | undefined): [string, CommitFacts][] {
  return since === undefined ? [] : [[key, since]];
}

/** What an item's date depends on: its words, and the files as they are. */
function idOf(
  { place }: SprintsOf,
  { facts }: SprintsRead,
  issue: number,
  { key, standing, paths }: DatedItem,
): string {
  const files = paths.map((path) => `${path} ${facts.tree.get(path)?.id ?? 'none'}`);
  const parts = [place.repositoryId, issue, key, standing, ...files];
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64');
}

async function find(
  of: SprintsOf,
  { facts }: SprintsRead,
  { issue, items }: { readonly issue: number; readonly items: readonly DatedItem[] },
): Promise<ReadonlyMap<string, CommitFacts>> {
  const { client, place, tools } = of;
  const paths = [...new Set(items.flatMap((item) => item.paths))].slice(0, mostPaths);
  const histories = await readHistories(client, place.repository, { oid: facts.headSha, paths });
  const groups = [...Map.groupBy(items, (item) => [item.standing, ...item.paths].join('\n')).values()].map(
    ([first, ...others]) => {
      const each = (first?.paths ?? []).map((path) => histories.get(path) ?? []);
      const isWhole = each.every(({ length }) => length > 0 && length < commitsOfFile);
      return {
        keys: [first, ...others].flatMap((one) => one?.key ?? []),
        standing: first?.standing ?? 'proved',
        commits: newestFirst(each.flat()),
        reach: isWhole ? ('whole' as const) : ('part' as const),
      };
    },
  );
  const read = await readAll(of, facts.tree.keys(), newestFirst(groups.flatMap(({ commits }) => commits)));
  const dated = groups.map(({ commits, ...group }): ItemHistory => {
    const known = commits.map(({ sha }) => read.get(sha));
    const end = known.indexOf(undefined);
    const some = known.slice(0, end < 0 ? undefined : end).flatMap((one) => one ?? []);
    return { ...group, commits: some, reach: end < 0 ? group.reach : 'part' };
  });
  return tools.pool.dateEvidence(place, { facts, issue, histories: dated });
}

function newestFirst(commits: readonly CommitFacts[]): CommitFacts[] {
  const distinct = [...new Map(commits.map((commit) => [commit.sha, commit])).values()];
  return distinct.toSorted((a, b) => Date.parse(b.date) - Date.parse(a.date));
}

/** The commits with the files that the head was looked at for. */
async function readAll(
  { client, place }: SprintsOf,
  files: Iterable<string>,
  commits: readonly CommitFacts[],
): Promise<ReadonlyMap<string, CommitRead>> {
  const paths = [...files].filter((path) => !path.startsWith('.github/workflows/')).slice(0, 100);
  const some = commits.slice(0, mostCommits);
  const read = new Map<string, CommitRead>();
  for (let start = 0; start < some.length; start += commitsAtOnce) {
    const batch = some.slice(start, start + commitsAtOnce);
    const oids = batch.map(({ sha }) => sha);
    const { commits: found } = await readCommits(client, place.repository, { oids, paths });
    batch.forEach((commit, index) => {
      const tree = found[index]?.tree;
      if (tree !== undefined) read.set(commit.sha, { commit, tree });
    });
  }
  return read;
}
