import type { GitHubClient } from '../../github/client.ts';
import type { CommitFiles } from '../../github/commit-files.ts';
import { NotFound } from '../../github/errors.ts';
import { readCommits } from '../../github/read-commits.ts';
import { readDefaultBranch } from '../../github/read-default-branch.ts';
import type { FactsRead } from '../audit/audit-facts.ts';
import type { TaskPlace } from '../task.ts';
import type { Tools } from './tools.ts';

/** Where commits are read, and with what. */
export interface CommitsOf {
  readonly tools: Tools;
  readonly client: GitHubClient;
  readonly place: TaskPlace;
}

const noCommit = /^0+$/;

/**
 * A commit compared with another. What is merged already is judged by its own policy; what is about to be, by that of
 * the base. Throws NotFound where the head is gone.
 */
export async function readComparedCommits(
  { tools, client, place }: CommitsOf,
  {
    headSha,
    baseSha,
    policyOf,
  }: { readonly headSha: string; readonly baseSha: string; readonly policyOf: 'head' | 'base' },
): Promise<FactsRead> {
  const { paths } = tools.memory.lookedFor(place);
  // A branch that was just created has nothing before it.
  const oids = noCommit.test(baseSha) ? [headSha] : [headSha, baseSha];
  const read = await readCommits(client, place.repository, { oids, paths });
  const [head, base] = read.commits;
  if (head === undefined) throw new NotFound(`there is no commit ${headSha}`, 200);
  const policyTree = policyOf === 'base' ? (base ?? head).tree : head.tree;
  return toFacts({ tools, place, paths }, { ...read, head, base, policyTree });
}

/** The default branch as it is now, compared with nothing. */
export async function readWholeBranch({ tools, client, place }: CommitsOf): Promise<{
  readonly branch: string;
  readonly read: FactsRead;
}> {
  const { paths } = tools.memory.lookedFor(place);
  const read = await readDefaultBranch(client, place.repository, paths);
  const head = read.tip;
  const facts = toFacts({ tools, place, paths }, { ...read, head, base: undefined, policyTree: head.tree });
  return { branch: read.name, read: facts };
}

function toFacts(
  { tools, place, paths }: { tools: Tools; place: TaskPlace; paths: readonly string[] },
  {
    visibility,
    organisationPolicy,
    head,
    base,
    policyTree,
  }: {
    readonly visibility: 'public' | 'private';
    readonly organisationPolicy: string | undefined;
    readonly head: CommitFiles;
    readonly base: CommitFiles | undefined;
    readonly policyTree: CommitFiles['tree'];
  },
): FactsRead {
  return {
    facts: {
      repository: place.repository,
      webUrl: tools.webUrl,
      visibility,
      headSha: head.oid,
      head: head.tree,
      merged: head.tree,
      base: base?.tree,
      policyTree,
      organisationPolicy,
      fork: false,
    },
    commits: { merged: head.oid, base: base?.oid },
    paths,
  };
}
