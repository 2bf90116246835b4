import type { SprintDecided } from '../../core/decide/decide-progress.ts';
import type { SprintFacts } from '../../core/decide/sprint-facts.ts';
import { readDefaultBranch } from '../../github/read-default-branch.ts';
import { filesAtOnce, readLacking, type SoFar, withoutComments } from './read-lacking.ts';
import { needsTogether, noNeeds, type SprintsNeed } from './sprints-need.ts';
import type { SprintsOf } from './sprints-of.ts';

/** The sprints of a repository, decided on all that they need. */
export interface SprintsRead {
  readonly facts: SprintFacts;
  readonly sprints: readonly SprintDecided[];
}

/** Plans lead to files and runs, files to scripts, and these to further ones. */
const mostRounds = 6;

/**
 * Reads what the sprints of a repository need: what the last update needed at once, and the rest as deciding asks for
 * it. Throws AuditStopped and GitHubErrors.
 */
export async function readSprints(of: SprintsOf): Promise<SprintsRead> {
  const { tools, place } = of;
  let soFar = await begin(of);
  for (let round = 1; ; round += 1) {
    const { sprints, lookedFor } = await tools.pool.decideProgress(place, soFar.facts);
    const needs = needsTogether(sprints, lookedFor);
    const lacking = without(needs, soFar.read);
    if (round === mostRounds || lacking === undefined) {
      tools.sprints.noteNeeds(place, needs);
      return { facts: soFar.facts, sprints };
    }
    soFar = await readLacking(of, soFar, lacking);
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
  return readLacking(of, { facts, read }, without(expected, read) ?? noNeeds);
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
