import type { RemoteAction } from '../../core/audit/repository.ts';
import type { SprintFacts, SprintIssue } from '../../core/decide/sprint-facts.ts';
import type { IssueFacts, RunnersFacts } from '../../core/progress/evidence/facts.ts';
import { readFiles } from '../../github/read-files.ts';
import { readIssueComments } from '../../github/read-issue-comments.ts';
import { readIssues } from '../../github/read-issues.ts';
import { readPaths } from '../../github/read-paths.ts';
import { readSprintRuns, type SprintRuns } from '../../github/read-progress-facts.ts';
import { readRunners } from '../../github/read-runners.ts';
import { remoteActions } from '../audit/remote-actions.ts';
import type { SprintsNeed } from './sprints-need.ts';
import type { SprintsOf } from './sprints-of.ts';

/** What is known so far, and of what it was asked. */
export interface SoFar {
  readonly facts: SprintFacts;
  readonly read: SprintsNeed;
}

/** Files that are read with one request. */
export const filesAtOnce = 100;

/** Reads what is lacking, all at once. */
export async function readLacking(
  of: SprintsOf,
  { facts, read }: SoFar,
  lacking: SprintsNeed,
): Promise<SoFar> {
  const { client, place } = of;
  const [tree, actions, issues, paths, evidence] = await Promise.all([
    readTree(of, facts, lacking.paths),
    readActions(of, lacking.actions),
    readIssues(client, place.repository, lacking.issues),
    lacking.allPaths === 'needed' ? readAllPaths(of, facts.headSha) : facts.paths,
    readEvidence(of, facts, lacking),
  ]);
  const known = new Map([...facts.issues, ...withoutComments(issues)]);
  return {
    facts: {
      ...facts,
      ...evidence,
      tree: new Map([...facts.tree, ...tree]),
      known: { ...facts.known, remoteActions: new Map([...facts.known.remoteActions, ...actions]) },
      issues: await withComments(of, known, lacking.comments),
      paths,
    },
    read: {
      paths: [...read.paths, ...lacking.paths],
      actions: [...read.actions, ...lacking.actions],
      issues: [...read.issues, ...lacking.issues],
      comments: [...read.comments, ...lacking.comments],
      allPaths: lacking.allPaths === 'needed' ? 'needed' : read.allPaths,
      runners: lacking.runners === 'needed' ? 'needed' : read.runners,
      runs: lacking.runs.length > 0 ? lacking.runs : read.runs,
    },
  };
}

async function readTree(
  { client, place }: SprintsOf,
  { headSha }: SprintFacts,
  paths: readonly string[],
): Promise<SprintFacts['tree']> {
  const found = new Map<string, NonNullable<ReturnType<SprintFacts['tree']['get']>>>();
  for (let start = 0; start < paths.length; start += filesAtOnce) {
    const some = paths.slice(start, start + filesAtOnce);
    const [tree] = await readFiles(client, place.repository, { oids: [headSha], paths: some });
    for (const [path, entry] of tree ?? []) found.set(path, entry);
  }
  return found;
}

async function readActions(
  { tools: { memory, pool }, client, place }: SprintsOf,
  actions: readonly string[],
): Promise<ReadonlyMap<string, RemoteAction>> {
  const found = await remoteActions({ pool, memory, client, place }, actions);
  return new Map([...found].flatMap(([key, action]) => (action ? [[key, action] as const] : [])));
}

async function readAllPaths(
  { tools: { sprints }, client, place }: SprintsOf,
  oid: string,
): Promise<readonly string[] | undefined> {
  const kept = sprints.paths.get(place.repositoryId);
  if (kept?.oid === oid) return kept.paths;
  const paths = await readPaths(client, place.repository, oid);
  sprints.paths.set(place.repositoryId, { oid, paths });
  return paths;
}

/** Runners before runs: where they tell their own state, the newest runs of all workflows need not be looked at. */
async function readEvidence(
  of: SprintsOf,
  { defaultBranch, ...facts }: SprintFacts,
  lacking: SprintsNeed,
): Promise<Pick<SprintFacts, 'runs' | 'runners'>> {
  const runners = lacking.runners === 'needed' ? await readPermittedRunners(of) : facts.runners;
  if (lacking.runs.length === 0) return { runs: facts.runs, runners };
  const { client, place } = of;
  const { finder, jobs } = of.tools.sprints;
  const repository = { ...place.repository, id: place.repositoryId };
  const needed = lacking.runs.map((one) => withoutKnownRunners(one, runners));
  const runs = await readSprintRuns({ client, repository, defaultBranch, finder, jobs }, needed);
  return { runs, runners };
}

async function readPermittedRunners({
  tools: { sprints },
  client,
  place,
}: SprintsOf): Promise<RunnersFacts | undefined> {
  if (sprints.isRefused(place)) return undefined;
  const runners = await readRunners(client, place.repository);
  if (runners === undefined) sprints.noteRefused(place);
  return runners;
}

function withoutKnownRunners(needed: SprintRuns, runners: RunnersFacts | undefined): SprintRuns {
  return runners?.scope === 'all' ? { ...needed, runs: { ...needed.runs, runners: [] } } : needed;
}

/** Issues before their comments are read. */
export function withoutComments(
  issues: ReadonlyMap<number, IssueFacts | undefined>,
): ReadonlyMap<number, SprintIssue | undefined> {
  return new Map([...issues].map(([number, issue]) => [number, issue && { ...issue, comments: [] }]));
}

async function withComments(
  { client, place }: SprintsOf,
  issues: ReadonlyMap<number, SprintIssue | undefined>,
  wanted: readonly number[],
): Promise<ReadonlyMap<number, SprintIssue | undefined>> {
  const all = new Map(issues);
  for (const number of wanted) {
    const issue = all.get(number);
    if (issue === undefined) continue;
    all.set(number, { ...issue, comments: await readIssueComments(client, place.repository, number) });
  }
  return all;
}
