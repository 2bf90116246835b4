import type { CheckRun } from '../box/store/check.ts';
import type { IssueComment } from '../box/store/issue.ts';
import { filesOf } from '../sprint/sprint-files.ts';
import { Expectations, type ExpectedFinding } from './expectations.ts';
import type { Narrator } from './narrator.ts';
import { showCheckRun } from './show-check-run.ts';
import { until } from './until.ts';
import { type Place, startWorld, type World } from './world.ts';

/** A demo that has been shown and still stands. */
export interface Demo {
  readonly url: string;
  /** What was not as it should be. */
  readonly faults: readonly string[];
  stop(): Promise<void>;
}

const folder = '.github/workflows';

/** What the first pull request must be told, each at its line. */
const introduced: readonly ExpectedFinding[] = [
  { rule: 'invalid-workflow', path: `${folder}/crun_e2e.yml`, at: '{' },
  { rule: 'duplicate-workflow', path: `${folder}/simple_ci.yml`, at: 'name: Simple CI' },
  { rule: 'missing-runner-matrix', path: `${folder}/proxmox_e2e.yml`, at: 'runs-on: [self-hosted, proxmox]' },
  { rule: 'missing-container-cleanup', path: `${folder}/proxmox_e2e.yml`, at: 'crun create' },
];

/** Shows the whole story; what is not as it should be is told and remembered, what can't go on is thrown. */
export async function runDemo(narrator: Narrator, place: Place): Promise<Demo> {
  narrator.chapter('A repository at the start of its sprint');
  const world = await startWorld(narrator, place);
  const expectations = new Expectations(narrator);
  try {
    await badPull(world, narrator, expectations);
    await command(world, narrator, expectations);
    await mergedAnyway(world, narrator, expectations);
    await goodPull(world, narrator, expectations);
    await world.box.settled();
  } catch (error) {
    await world.close();
    throw error;
  }
  conclude(world, narrator, expectations);
  return { url: world.box.url, faults: expectations.faults, stop: () => world.close() };
}

async function badPull(world: World, narrator: Narrator, expectations: Expectations): Promise<void> {
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
  const run = await checkOf(world, narrator, pull.head.sha);
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

async function command(world: World, narrator: Narrator, expectations: Expectations): Promise<void> {
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

async function mergedAnyway(world: World, narrator: Narrator, expectations: Expectations): Promise<void> {
  const { tool } = world;
  const [number = 0] = tool.repository.pulls.keys();
  narrator.chapter('Somebody merges it all the same');
  const merge = await tool.merge(number, 'joost');
  const run = await checkOf(world, narrator, merge);
  expectations.expect('the check run on main fails, too', run.conclusion === 'failure');
}

async function goodPull(world: World, narrator: Narrator, expectations: Expectations): Promise<void> {
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
  const run = await checkOf(world, narrator, pull.head.sha);
  await box.settled();
  const requests = box.requests.slice(before);
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

function conclude({ box }: World, narrator: Narrator, { faults }: Expectations): void {
  narrator.chapter(faults.length === 0 ? 'All is as it should be' : 'Not all is as it should be');
  for (const fault of faults) narrator.bad(fault);
  narrator.say(`See it as GitHub would show it: ${narrator.link(box.url)}`);
}

/** Waits for the completed check run on a commit, and shows it. */
async function checkOf(world: World, narrator: Narrator, sha: string): Promise<CheckRun> {
  const { box, tool } = world;
  const begun = performance.now();
  const completed = async () => (await tool.checkRuns(sha)).find((run) => run.status === 'completed');
  const run = await until(box, 'the check run', completed);
  narrator.say(`CI Warden answered after ${((performance.now() - begun) / 1000).toFixed(1)} s`);
  showCheckRun(narrator, run, `${pageOf(world)}/runs/${run.id}`);
  return run;
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

function pageOf({ box, tool }: World): string {
  return `${box.url}/${tool.fullName}`;
}
