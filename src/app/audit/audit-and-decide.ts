import type { GitHubClient } from '../../github/client.ts';
import { readFiles } from '../../github/read-files.ts';
import { readIssues } from '../../github/read-issues.ts';
import type { TaskPlace } from '../task.ts';
import { type FactsRead, type MoreRead, missing, withActions, withMore } from './audit-facts.ts';
import type { AuditPool } from './audit-pool.ts';
import type { AuditPurpose, Decided, LookedFor } from './audit-task.ts';
import type { Memory } from './memory.ts';
import { remoteActions } from './remote-actions.ts';

/** What auditing needs. */
export interface Auditing {
  readonly pool: AuditPool;
  readonly memory: Memory;
  readonly client: GitHubClient;
  readonly place: TaskPlace;
}

/** The most files besides the workflows, and the most actions of others, that are read for one audit. */
const mostRead = 100;
/** A plan leads to files, a script to another, and that to a third; further nobody is followed. */
const mostRounds = 4;

/**
 * Audits what was read and decides; where the rules look for scripts or actions that were not read, reads them and
 * audits again. Throws AuditStopped and GitHubErrors.
 */
export async function auditAndDecide(
  auditing: Auditing,
  first: FactsRead,
  purpose: AuditPurpose,
): Promise<Decided> {
  const { pool, memory, place } = auditing;
  let read = first;
  let actions = memory.actions(place, memory.lookedFor(place).actions);
  const issues = new Set(first.facts.issues?.keys());
  for (let round = 1; ; round += 1) {
    const decided = await pool.decide(place, { purpose, facts: withActions(read, actions) });
    memory.note(place, within(decided.lookedFor));
    const lacking = missing(
      decided.lookedFor,
      { paths: read.paths, actions: actions.keys(), issues },
      mostRead,
    );
    const count = lacking.paths.length + lacking.actions.length + lacking.issues.length;
    if (round === mostRounds || count === 0) return decided;
    const more = await readMore(auditing, read, lacking);
    read = withMore(read, more, lacking.paths);
    actions = new Map([...actions, ...more.actions]);
    for (const issue of lacking.issues) issues.add(issue);
  }
}

function within({ paths, actions, issues }: LookedFor): LookedFor {
  return { paths: paths.slice(0, mostRead), actions: actions.slice(0, mostRead), issues };
}

async function readMore(
  auditing: Auditing,
  { commits }: FactsRead,
  { paths, actions, issues }: LookedFor,
): Promise<MoreRead> {
  const { client, place } = auditing;
  const oids = [commits.merged, ...(commits.base === undefined ? [] : [commits.base])];
  const [merged = new Map(), base = new Map()] =
    paths.length === 0 ? [] : await readFiles(client, place.repository, { oids, paths });
  const found = await remoteActions(auditing, actions);
  const plans = await readIssues(client, place.repository, issues);
  return { merged, base, actions: found, issues: plans };
}
