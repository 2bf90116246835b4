import type { RemoteAction } from '../../core/audit/repository.ts';
import type { SprintDecided } from '../../core/decide/decide-progress.ts';
import type { SprintFacts, SprintIssue } from '../../core/decide/sprint-facts.ts';
import type { IssueFacts, RunnersFacts } from '../../core/progress/evidence/facts.ts';
import type { GitHubClient } from '../../github/client.ts';
import { readDefaultBranch } from '../../github/read-default-branch.ts';
import { readFiles } from '../../github/read-files.ts';
import { readIssueComments } from '../../github/read-issue-comments.ts';
import { readIssues } from '../../github/read-issues.ts';
import { readPaths } from '../../github/read-paths.ts';
import { readSprintRuns, type SprintRuns } from '../../github/read-progress-facts.ts';
import { readRemoteActions } from '../../github/read-remote-actions.ts';
import { readRunners } from '../../github/read-runners.ts';
import type { Tools } from '../jobs/tools.ts';
import type { TaskPlace } from '../task.ts';
import { needsTogether, noNeeds, type SprintsNeed } from './sprints-need.ts';

/** Whose sprints are read, and with what. */
export interface SprintsOf {
  readonly tools: Tools;
  readonly client: GitHubClient;
  readonly place: TaskPlace;
  /** The issue under which a person asks. */
  readonly asked: number | undefined;
}

/** The sprints of a repository, decided on all that they need. */
export interface SprintsRead {
  readonly facts: SprintFacts;
  readonly sprints: readonly SprintDecided[];
}

/** What is known so far, and of what it was asked. */
interface SoFar {
  readonly facts: SprintFacts;
  readonly read: SprintsNeed;
}

/** Plans lead to files and runs, files to scripts, and these to further ones. */
const mostRounds = 6;
/** Files that are read with one request. */
const filesAtOnce = 100;

/**
 * Reads what the sprints of a repository need: what the last update needed at once, and the rest as deciding asks for
 * it. Throws AuditStopped and GitHubErrors.
 */
export async function readSprints(of: SprintsOf): Promise<SprintsRead> {
  const { tools, place } = of;
  let soFar = await begin(of);
  for (let round = 1; ; round += 1) {
    const { sprints, lookedFor } = await tools.pool.decideProgress(soFar.facts);
    const needs = needsTogether(sprints, lookedFor);
    const lacking = without(needs, soFar.read);
    if (round === mostRounds || lacking === undefined) {
      tools.sprints.noteNeeds(place, needs);
      return { facts: soFar.facts, sprints };
    }
    soFar = await readMore(of, soFar, lacking);
  }
}

async function begin(of: SprintsOf): Promise<SoFar> {
  const { tools, client, place, asked } = of;
  const expected = tools.sprints.needs(place);
  const paths = expected.paths.slice(0, filesAtOnce);
  const issues = [...new Set([...expected.issues, ...(asked === undefined ? [] : [asked])])];
  const branch = await readDefaultBranch(client, place.repository, paths, issues);
  const facts: SprintFacts = {
    repository: place.repository,
    webUrl: tools.webUrl,
    known: { visibility: branch.visibility, remoteActions: new Map() },
    defaultBranch: branch.name,
    headSha: branch.tip.oid,
    tree: branch.tip.tree,
    organisationPolicy: branch.organisationPolicy,
    readAt: new Date().toISOString(),
    paths: undefined,
    issues: withoutComments(branch.issues),
    runs: undefined,
    runners: undefined,
    since: new Map(),
    asked,
  };
  const read = { ...noNeeds, paths, issues };
  return readMore(of, { facts, read }, without(expected, read) ?? noNeeds);
}

/** The part of what is needed that has not been asked for; undefined where that is nothing. */
function without(needs: SprintsNeed, read: SprintsNeed): SprintsNeed | undefined {
  const lacks = <Item>(all: readonly Item[], known: readonly Item[]): readonly Item[] => {
    const seen = new Set(known);
    return all.filter((one) => !seen.has(one));
  };
  const lacking: SprintsNeed = {
    paths: lacks(needs.paths, read.paths),
    actions: lacks(needs.actions, read.actions),
    issues: lacks(needs.issues, read.issues),
    comments: lacks(needs.comments, read.comments),
    allPaths: read.allPaths === 'needed' ? 'not needed' : needs.allPaths,
    runners: read.runners === 'needed' ? 'not needed' : needs.runners,
    runs: JSON.stringify(needs.runs) === JSON.stringify(read.runs) ? [] : needs.runs,
  };
  const nothing =
    lacking.allPaths === 'not needed' &&
    lacking.runners === 'not needed' &&
    [lacking.paths, lacking.actions, lacking.issues, lacking.comments, lacking.runs].every(
      (list) => list.length === 0,
    );
  return nothing ? undefined : lacking;
}

async function readMore(of: SprintsOf, { facts, read }: SoFar, lacking: SprintsNeed): Promise<SoFar> {
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
  { tools: { memory }, client, place }: SprintsOf,
  actions: readonly string[],
): Promise<ReadonlyMap<string, RemoteAction>> {
  const known = memory.actions(place, actions);
  const unknown = actions.filter((action) => !known.has(action));
  const found = unknown.length === 0 ? new Map() : await readRemoteActions(client, unknown);
  memory.noteActions(place, found);
  return new Map([...known, ...found].flatMap(([key, action]) => (action ? [[key, action] as const] : [])));
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
  { tools: { sprints }, client, place }: SprintsOf,
  { defaultBranch, ...facts }: SprintFacts,
  lacking: SprintsNeed,
): Promise<Pick<SprintFacts, 'runs' | 'runners'>> {
  const runners = lacking.runners === 'needed' ? await readRunners(client, place.repository) : facts.runners;
  if (lacking.runs.length === 0) return { runs: facts.runs, runners };
  const repository = { ...place.repository, id: place.repositoryId };
  const needed = lacking.runs.map((one) => withoutKnownRunners(one, runners));
  const runs = await readSprintRuns({ client, repository, defaultBranch, jobs: sprints.jobs }, needed);
  return { runs, runners };
}

function withoutKnownRunners(needed: SprintRuns, runners: RunnersFacts | undefined): SprintRuns {
  return runners?.scope === 'all' ? { ...needed, runs: { ...needed.runs, runners: [] } } : needed;
}

function withoutComments(
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
