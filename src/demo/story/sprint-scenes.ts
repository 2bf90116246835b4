import type { IssueComment } from '../box/store/issue.ts';
import type { Narrator } from './narrator.ts';
import type { Scene } from './scenes.ts';
import { recordRuns, runCrunTests } from './sprint-runs.ts';
import { until } from './until.ts';
import { pageOf, sprintIssue, type World } from './world.ts';

/** After the first merge: the comment on the sprint's issue tells what was ticked too soon. */
export async function sprintContradicted({ world, narrator, expectations }: Scene): Promise<void> {
  narrator.chapter("The sprint's issue is told what its ticks are worth");
  const comment = await sprintComment(
    world,
    (states) => states.get('Add `.github/workflows/crun_e2e.yml`') === 'contradicted',
  );
  tell(narrator, world, comment);
  const states = statesOf(comment);
  expectations.expect(
    'what was ticked too soon is contradicted: the crun tests, the matrix, the duplicate',
    ['Add `.github', 'It tests `crun', 'Give `.github/workflows/proxmox_e2e', 'Delete `.github'].every(
      (words) => [...states].some(([item, state]) => item.startsWith(words) && state === 'contradicted'),
    ),
  );
}

/** The second pull request is merged, and both runners work for a day: what is done is proved, run by run. */
export async function sprintProved({ world, narrator, expectations }: Scene): Promise<void> {
  const { tool } = world;
  narrator.chapter('It is merged, and both runners work for a day');
  const number = [...tool.repository.pulls.keys()].at(-1) ?? 0;
  await tool.merge(number, 'mira');
  await recordRuns(world);
  await runCrunTests(world);
  const comment = await sprintComment(
    world,
    (states) => states.get('CI takes 30-40 % less time') === 'ready to tick',
  );
  tell(narrator, world, comment);
  const states = [...statesOf(comment).values()];
  expectations.expect('nothing is contradicted any more', !states.includes('contradicted'));
  expectations.expect(
    'all but one item is proved: whether the team is happy, no evidence says',
    states.filter((state) => state === 'verified' || state === 'ready to tick').length === states.length - 1,
  );
  expectations.expect(
    'jobs in parallel and the time before and after are drawn',
    (comment.body.match(/```mermaid/g) ?? []).length === 3,
  );
  const comments = tool.comments(sprintIssue).filter(({ app }) => app !== undefined);
  expectations.expect('it is still the one comment that stood there from the start', comments.length === 1);
}

function sprintComment(
  { box, tool }: World,
  isThere: (states: ReadonlyMap<string, string>) => boolean,
): Promise<IssueComment> {
  return until(box, "the comment on the sprint's progress", () =>
    tool.comments(sprintIssue).find((one) => one.app !== undefined && isThere(statesOf(one))),
  );
}

/** The state of each item by its words, from the comment's tables. */
function statesOf({ body }: Pick<IssueComment, 'body'>): ReadonlyMap<string, string> {
  const rows = body.matchAll(
    /^\| \S+ (verified|claimed|contradicted|ready to tick|open) \| (.*?) \| .*\|$/gm,
  );
  return new Map([...rows].map(([, state = '', item = '']) => [item, state]));
}

function tell(narrator: Narrator, world: World, comment: IssueComment): void {
  const width = 'ready to tick'.length;
  const rows = [...statesOf(comment)].map(([item, state]) => `${state.padEnd(width)}  ${item}`);
  narrator.quote(rows.join('\n'));
  narrator.say(narrator.link(`${pageOf(world)}/issues/${sprintIssue}#issuecomment-${comment.id}`));
}
