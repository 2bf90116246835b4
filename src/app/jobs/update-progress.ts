import type { Action } from '../../core/action.ts';
import type { SprintDecided } from '../../core/decide/decide-progress.ts';
import type { CommandPlace } from '../../core/decide/decide-reply.ts';
import { decideFailedReply } from '../../core/decide/decide-reply.ts';
import { pointToProgress } from '../../core/decide/point-to-progress.ts';
import type { GitHubClient } from '../../github/client.ts';
import type { CommentKept } from '../../github/keep-comment.ts';
import type { Performed, Performer } from '../../github/perform.ts';
import { AuditStopped } from '../audit/audit-pool.ts';
import { dateItems } from '../progress/date-items.ts';
import { readSprints } from '../progress/read-sprints.ts';
import type { SprintsOf } from '../progress/sprints-of.ts';
import type { UpdateProgress } from '../task.ts';
import { performAndLookAgain } from './keep-comments.ts';
import type { Attempt, Failed, Outcome, Tools } from './tools.ts';

/** Brings the comments up to date that say how a repository's sprints stand, and answers who asks for it. */
export async function updateProgress(tools: Tools, task: UpdateProgress, attempt: Attempt): Promise<Outcome> {
  if (task.reply === undefined && tools.sprints.tracksNothing(task)) return 'nothing-to-answer';
  const client = await tools.github.installation(task.installation);
  const perform = performing(tools, client, { task, attempt });
  try {
    return await update({ tools, client, place: task, asked: task.reply?.issue }, perform, task);
  } catch (error) {
    if (!(error instanceof AuditStopped)) throw error;
    await replyFailure(perform, task, error.message);
    return 'audit-ended';
  }
}

/** Says where a person waits for it that their sprint's progress can't be had; the comment shows of when its facts are. */
export async function giveUpProgress(
  tools: Tools,
  task: UpdateProgress,
  { attempt, why }: Failed,
): Promise<void> {
  if (task.reply === undefined) return;
  const client = await tools.github.installation(task.installation);
  await replyFailure(performing(tools, client, { task, attempt }), task, why);
}

async function replyFailure(perform: Perform, { reply }: UpdateProgress, why: string): Promise<void> {
  if (reply !== undefined) await perform(decideFailedReply({ kind: 'progress' }, reply, why));
}

type Perform = (actions: readonly Action[]) => Promise<readonly Performed[]>;

function performing(
  tools: Tools,
  client: GitHubClient,
  { task, attempt }: { readonly task: UpdateProgress; readonly attempt: Attempt },
): Perform {
  const { github, appId, sprints, pool } = tools;
  const performer: Performer = {
    client,
    repository: task.repository,
    appId,
    login: () => github.login(),
    askedAt: attempt.askedAt,
    lookFirst: 'same',
    knownComments: sprints.comments,
    tickBody: async (body, items) => {
      try {
        return await pool.tickBody(task, body, items);
      } catch (error) {
        // Whoever makes Markdown that takes seconds to read ticks by hand.
        if (error instanceof AuditStopped) return undefined;
        throw error;
      }
    },
  };
  return (actions) => performAndLookAgain({ tools, task, attempt }, performer, actions);
}

async function update(of: SprintsOf, perform: Perform, task: UpdateProgress): Promise<Outcome> {
  let sprints = await readAndDate(of);
  // An issue under which somebody asks may be followed for them alone.
  if (of.asked === undefined) {
    of.tools.sprints.noteTracked(of.place, sprints.length > 0 ? 'something' : 'nothing');
  }
  if (!sprints.some((sprint) => isAbout(sprint, task))) {
    if (task.reply !== undefined) await perform(pointToProgress(task.reply, []));
    return 'nothing-to-answer';
  }
  const ticked = await perform(actionsOf(sprints, 'tick-items'));
  // Read again, the comment says at once what is ticked.
  if (ticked.includes('ticked')) sprints = await readAndDate(of);
  const kept = await perform(actionsOf(sprints, 'keep-comment'));
  const comments = kept.filter((one) => typeof one === 'object');
  if (task.reply !== undefined) await answer(perform, task.reply, { sprints, comments });
  return comments.some(({ outcome }) => outcome !== 'unchanged') ? 'updated' : 'unchanged';
}

/** Decided once more where the history tells since when something is contradicted. */
async function readAndDate(of: SprintsOf): Promise<readonly SprintDecided[]> {
  const read = await readSprints(of);
  const since = await dateItems(of, read);
  if (![...since.values()].some(({ size }) => size > 0)) return read.sprints;
  return (await of.tools.pool.decideProgress(of.place, { ...read.facts, since })).sprints;
}

function isAbout({ issue, needs }: SprintDecided, { issue: changed }: UpdateProgress): boolean {
  return changed === undefined || issue === changed || needs.issues.includes(changed);
}

function actionsOf(sprints: readonly SprintDecided[], kind: Action['kind']): readonly Action[] {
  return sprints.flatMap(({ actions }) => actions.filter((action) => action.kind === kind));
}

/** Who asks under a sprint's own issue is told of that one, and nothing more where its comment is new below theirs. */
async function answer(
  perform: Perform,
  reply: CommandPlace,
  {
    sprints,
    comments,
  }: { readonly sprints: readonly SprintDecided[]; readonly comments: readonly CommentKept[] },
): Promise<void> {
  const own = sprints.filter(({ issue }) => issue === reply.issue);
  const isNew = comments.some(({ issue, outcome }) => issue === reply.issue && outcome === 'created');
  if (isNew) return;
  const told = (own.length > 0 ? own : sprints).map(({ issue, summary }) => ({
    issue,
    summary,
    url: comments.find((comment) => comment.issue === issue)?.url,
  }));
  await perform(pointToProgress(reply, told));
}
