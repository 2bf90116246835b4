import { taskOf } from '../../src/app/events/task-of.ts';
import type { BoxRepository } from '../../src/demo/box/box-repository.ts';
import type { GitHubBox } from '../../src/demo/box/github-box.ts';
import type { CheckRun } from '../../src/demo/box/store/check.ts';
import type { Delivery } from '../../src/demo/box/store/delivery.ts';
import type { CommandGiven, World } from './world.ts';

/** What must not be, each with the places where it is. */
export interface Offences {
  readonly heads: readonly string[];
  readonly comments: readonly string[];
  readonly reactions: readonly string[];
  readonly lost: readonly string[];
}

/** What was there in the end. */
export interface Counts {
  /** Deliveries that asked for something, and all; each counted once, however often it was sent. */
  readonly asking: number;
  readonly deliveries: number;
  readonly attempts: number;
  readonly failedAttempts: number;
  readonly heads: number;
  readonly checkRuns: number;
  readonly givenUp: number;
  readonly comments: number;
  readonly reactions: number;
  readonly offences: Offences;
}

/** Counts what the App has left behind in the box; `items` says what became of each delivery in its queue. */
export async function count(
  box: GitHubBox,
  world: World,
  items: ReadonlyMap<string, string>,
): Promise<Counts> {
  const heads = await checkHeads(world);
  const talk = checkTalk(world);
  const first = box.deliveries.filter(({ redelivery }) => !redelivery);
  const asking = first.filter((delivery) => asksForWork(box, delivery));
  // What was given up was told instead.
  const isDone = ({ guid }: Delivery) => ['completed', 'failed'].includes(items.get(guid) ?? '');
  const undone = asking
    .filter((delivery) => !isDone(delivery))
    .map((delivery) => `${describeDelivery(delivery)}: ${items.get(delivery.guid) ?? 'not there'}`);
  const { repositories } = world;
  return {
    asking: asking.length,
    deliveries: first.length,
    attempts: box.deliveries.length,
    failedAttempts: box.deliveries.filter((one) => !isGood(one)).length,
    heads: heads.count,
    checkRuns: repositories.reduce((sum, { repository }) => sum + repository.checkRuns.size, 0),
    givenUp: [...items.values()].filter((state) => state === 'failed').length,
    comments: talk.comments,
    reactions: talk.reactions,
    offences: {
      heads: heads.wrong,
      comments: talk.doubleComments,
      reactions: talk.doubleReactions,
      lost: [...undone, ...heads.unanswered, ...talk.unanswered],
    },
  };
}

/** The deliveries that asked for something and that the App has not taken, however often they were sent. */
export function deliveriesNotTaken(box: GitHubBox, taken: ReadonlySet<string>): readonly string[] {
  const asking = box.deliveries.filter((one) => !one.redelivery && asksForWork(box, one));
  return asking.filter(({ guid }) => !taken.has(guid)).map(describeDelivery);
}

async function checkHeads({ pulls, basePushes, anew, repositories }: World) {
  const expected = [
    ...pulls.map(({ repository, number }) => ({
      repository,
      headSha: repository.pull(number).head.sha,
      externalId: `pull:${number}`,
    })),
    ...basePushes.map(({ repository, before, after }) => ({
      repository,
      headSha: after,
      externalId: `push:refs/heads/main:${before}`,
    })),
  ];
  const wrong: string[] = [];
  for (const { repository, headSha, externalId } of expected) {
    const runs = runsFor(repository, headSha, externalId);
    const completed = runs.filter(({ status }) => status === 'completed').length;
    const asked = anew.filter((one) => one.repository === repository && one.headSha === headSha);
    // What is asked for anew is answered by a run of its own; two askings at once may share it.
    const most = 1 + asked.length;
    const least = asked.length === 0 ? 1 : 2;
    const isWhole = runs.every(hasAllAnnotations);
    if (completed < least || completed > most || completed !== runs.length || !isWhole) {
      wrong.push(
        `${externalId} on ${repository.fullName} ${headSha}: ${told(runs)}, ${asked.length} asked anew`,
      );
    }
  }
  return {
    count: expected.length,
    wrong: [...wrong, ...olderHeads(repositories, expected, anew)],
    unanswered: notAnew(anew),
  };
}

/** A head that was replaced need not be answered, but not twice, and never for ever in progress. */
function olderHeads(
  repositories: readonly BoxRepository[],
  expected: readonly { repository: BoxRepository; headSha: string; externalId: string }[],
  anew: World['anew'],
): string[] {
  const wrong: string[] = [];
  for (const repository of repositories) {
    const newest = new Set(
      expected
        .filter((one) => one.repository === repository)
        .map(({ headSha, externalId }) => `${externalId} ${headSha}`),
    );
    const groups = Map.groupBy(
      repository.repository.checkRuns.values(),
      (run) => `${run.externalId} ${run.headSha}`,
    );
    for (const [key, runs] of groups) {
      if (newest.has(key)) continue;
      const asked = anew.filter(
        (one) => one.repository === repository && key === `pull:${one.number} ${one.headSha}`,
      );
      const isDone = runs.every(({ status }) => status === 'completed');
      if (!isDone || runs.length > 1 + asked.length)
        wrong.push(`${key} on ${repository.fullName} (replaced): ${told(runs)}, ${asked.length} asked anew`);
    }
  }
  return wrong;
}

function notAnew(anew: World['anew']): string[] {
  return anew
    .filter(({ repository, headSha, number, at, seen }) => {
      const runs = runsFor(repository, headSha, `pull:${number}`);
      // It may count from an earlier asking, which it answers as well.
      return !runs.some(({ id, createdAt }) => id > seen && createdAt >= at);
    })
    .map(({ repository, headSha }) => `asked anew on ${repository.fullName} ${headSha}: no answer since`);
}

function runsFor({ repository }: BoxRepository, headSha: string, externalId: string): CheckRun[] {
  return [...repository.checkRuns.values()].filter(
    (run) => run.headSha === headSha && run.externalId === externalId,
  );
}

/** Where the title counts errors, each has an annotation. */
function hasAllAnnotations({ output, annotations }: CheckRun): boolean {
  return annotations.length >= Number(/^(\d+) errors? introduced/.exec(output.title ?? '')?.[1] ?? 0);
}

function told(runs: readonly CheckRun[]): string {
  const each = runs.map(({ id, status, conclusion, output, annotations, createdAt }) =>
    [id, status, conclusion, output.title, annotations.length, createdAt.toISOString()].join(' '),
  );
  return `${runs.length} runs (${each.join('; ')})`;
}

function checkTalk({ pulls, commands }: World) {
  const doubleComments: string[] = [];
  const unanswered: string[] = [];
  let comments = 0;
  for (const { repository, number } of pulls) {
    const own = repository.comments(number).filter(({ app }) => app !== undefined);
    comments += own.length;
    const byMarker = Map.groupBy(own, ({ body }) => markerOf(body));
    for (const [marker, same] of byMarker) {
      if (same.length === 1) continue;
      const each = same.map(({ id, createdAt }) => `${id} ${createdAt.toISOString()}`);
      doubleComments.push(`${repository.fullName}#${number} ${marker}: ${each.join('; ')}`);
    }
    const asked = commands.filter(
      ({ pull, by }) => pull.repository === repository && pull.number === number && by === 'mona',
    );
    for (const marker of new Set(asked.map(({ body }) => expectedMarker(body)))) {
      if (!byMarker.has(marker)) unanswered.push(`${repository.fullName}#${number}: no comment ${marker}`);
    }
  }
  const reactionsOf = ({ comment }: CommandGiven) =>
    comment.reactions.filter(({ user }) => user.type === 'Bot');
  const describe = ({ pull, comment }: CommandGiven) =>
    `comment ${comment.id} of ${pull.repository.fullName}#${pull.number}`;
  unanswered.push(
    // Of those who may not command, not all are told so.
    ...commands
      .filter((one) => one.by === 'mona' && reactionsOf(one).length === 0)
      .map((one) => `${describe(one)}: no reaction`),
  );
  return {
    comments,
    reactions: commands.reduce((sum, one) => sum + reactionsOf(one).length, 0),
    doubleComments,
    doubleReactions: commands.filter((one) => reactionsOf(one).length > 1).map(describe),
    unanswered,
  };
}

function markerOf(body: string): string {
  return /<!-- ci-warden:[^>]* -->/.exec(body)?.[0] ?? body;
}

function expectedMarker(body: string): string {
  const [, kind = 'audit', rule] = body.split(' ');
  return `<!-- ci-warden:reply:${kind}${rule === undefined ? '' : `:${rule}`} -->`;
}

function asksForWork({ state }: GitHubBox, { event, request }: Delivery): boolean {
  return taskOf(event, request.payload, { appId: state.app.id }) !== undefined;
}

function isGood({ outcome }: Delivery): boolean {
  return outcome !== undefined && outcome.statusCode >= 200 && outcome.statusCode < 300;
}

function describeDelivery({ guid, event, action, deliveredAt }: Delivery): string {
  return `${event} ${action ?? ''} ${guid} of ${deliveredAt.toISOString()}`;
}
