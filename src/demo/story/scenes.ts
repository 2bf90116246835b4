import type { IssueComment } from '../box/store/issue.ts';
import { filesOf } from '../sprint/sprint-files.ts';
import { checkOn } from './check-on.ts';
import type { Expectations, ExpectedFinding } from './expectations.ts';
import type { Narrator } from './narrator.ts';
import { until } from './until.ts';
import { pageOf, type World } from './world.ts';

const writesCheckRun = 'POST /repos/{owner}/{repo}/check-runs';

/** What each scene of the story happens in, and who tells and checks it. */
export interface Scene {
  readonly world: World;
  readonly narrator: Narrator;
  readonly expectations: Expectations;
}

const folder = '.github/workflows';

/** What the first pull request must be told, each at its line. */
const introduced: readonly ExpectedFinding[] = [
  { rule: 'invalid-workflow', path: `${folder}/crun_e2e.yml`, at: '{' },
  { rule: 'duplicate-workflow', path: `${folder}/simple_ci.yml`, at: 'name: Simple CI' },
  { rule: 'missing-runner-matrix', path: `${folder}/proxmox_e2e.yml`, at: 'runs-on: [self-hosted, proxmox]' },
  { rule: 'missing-container-cleanup', path: `${folder}/proxmox_e2e.yml`, at: 'crun create' },
  { rule: 'incomplete-container-lifecycle', path: `${folder}/proxmox_e2e.yml`, at: 'run-a-container:' },
];

/** The first pull request: it introduces the mistakes, and is told each at its line. */
export async function badPull({ world, narrator, expectations }: Scene): Promise<void> {
  const { box, tool } = world;
  narrator.chapter('A pull request brings the mistakes in');
  const files = filesOf('mistakes');
  await tool.push('sprint', files, { by: 'joost', message: 'Two runners, and tests of crun' });
  const body = 'Tests on both runners, and an end-to-end test of crun.';
  const pull = await tool.openPullRequest({
    title: 'Faster pipelines, more tests',
    head: 'sprint',
    author: 'joost',
    body,
  });
  narrator.say(`joost opened #${pull.issue.number} "${pull.issue.title}"`);
  const run = await checkOn(world, narrator, pull.head.sha);
  narrator.say(
    `(${box.requests.length} requests to GitHub: there is no token yet, and nothing kept of the actions in use)`,
  );
  expectations.expect('the check run fails', run.conclusion === 'failure');
  expectations.expectFindings(run, files, introduced);
  const old = `${folder}/amd64_only.yml`;
  expectations.expect(
    'the duplicate that was there before is listed apart, and does not count',
    (run.output.text ?? '').includes('amd64') && run.annotations.every((one) => one.path !== old),
  );
}

/** A maintainer asks for the whole audit, and is answered. */
export async function command({ world, narrator, expectations }: Scene): Promise<void> {
  const { box, tool } = world;
  const [number = 0] = tool.repository.pulls.keys();
  narrator.chapter('A maintainer asks for the whole audit');
  const asked = tool.comment(number, 'mira', '/ci-audit');
  narrator.say('mira wrote "/ci-audit"');
  const reply = await until(box, 'the reply', () => replyTo(world, number));
  narrator.quote(excerpt(reply));
  narrator.say(narrator.link(`${pageOf(world)}/pull/${number}#issuecomment-${reply.id}`));
  expectations.expect(
    'the command was acknowledged with a reaction',
    asked.reactions.some((one) => one.content === 'eyes'),
  );
  const rules = [...new Set(introduced.map((one) => one.rule))];
  expectations.expect(
    'the reply has every finding',
    rules.every((rule) => reply.body.includes(rule)),
  );
}

/** The first pull request is merged in spite of its check: the push to the default branch is answered, too. */
export async function mergedAnyway({ world, narrator, expectations }: Scene): Promise<void> {
  const { tool } = world;
  const [number = 0] = tool.repository.pulls.keys();
  narrator.chapter('Somebody merges it all the same');
  const merge = await tool.merge(number, 'joost');
  const run = await checkOn(world, narrator, merge);
  expectations.expect('the check run on main fails, too', run.conclusion === 'failure');
}

/** The second pull request: it mends all, and is answered with two requests. */
export async function goodPull({ world, narrator, expectations }: Scene): Promise<void> {
  const { box, tool } = world;
  narrator.chapter('A second pull request mends it');
  const gone = { [`${folder}/amd64_only.yml`]: null, [`${folder}/simple_ci.yml`]: null };
  await tool.push(
    'mend',
    { ...filesOf('mended'), ...gone },
    { by: 'mira', message: 'One workflow for one job' },
  );
  const before = box.requests.length;
  const body = 'One workflow for one job, on both runners, and nothing left behind.';
  const pull = await tool.openPullRequest({
    title: 'Lean, spread and clean',
    head: 'mend',
    author: 'mira',
    body,
  });
  narrator.say(`mira opened #${pull.issue.number} "${pull.issue.title}"`);
  const run = await checkOn(world, narrator, pull.head.sha);
  await box.settled();
  // A request stands in the list once it is answered, a moment after what it wrote can be seen.
  const requests = await until(box, 'the request that wrote the check run', () => {
    const since = box.requests.slice(before);
    return since.some(({ endpoint }) => endpoint === writesCheckRun) ? since : undefined;
  });
  expectations.expect('the check run succeeds', run.conclusion === 'success');
  expectations.expect('nothing is annotated', run.annotations.length === 0);
  const summary = run.output.summary ?? '';
  expectations.expect(
    'what it resolves is praised',
    [...introduced.map((one) => one.rule), 'amd64'].every((word) => summary.includes(word)),
  );
  for (const one of requests) narrator.quote(`${one.endpoint ?? `${one.method} ${one.path}`} ${one.status}`);
  expectations.expect(
    `this pull request cost ${requests.length} requests to GitHub: one that reads, one that writes`,
    requests.length === 2,
  );
}

function replyTo({ tool }: World, number: number): IssueComment | undefined {
  return tool.comments(number).find((one) => one.app !== undefined);
}

function excerpt({ body }: IssueComment): string {
  const lines = body.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('<!--'));
  const shown = lines.slice(0, 8);
  return [
    ...shown,
    ...(lines.length > shown.length ? [`… and ${lines.length - shown.length} lines more`] : []),
  ].join('\n');
}
