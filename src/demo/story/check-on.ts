import type { CheckRun } from '../box/store/check.ts';
import type { Narrator } from './narrator.ts';
import { until } from './until.ts';
import { pageOf, type World } from './world.ts';

/** Waits for the completed check run on a commit, and shows it. */
export async function checkOn(world: World, narrator: Narrator, sha: string): Promise<CheckRun> {
  const { box, tool } = world;
  const begun = performance.now();
  const completed = async () => (await tool.checkRuns(sha)).find((run) => run.status === 'completed');
  const run = await until(box, 'the check run', completed);
  narrator.say(`CI Warden answered after ${((performance.now() - begun) / 1000).toFixed(1)} s`);
  show(narrator, run, `${pageOf(world)}/runs/${run.id}`);
  return run;
}

/** Shows a check run as the terminal can: its conclusion and title, and the place and first line of each annotation. */
function show(narrator: Narrator, run: CheckRun, address: string): void {
  narrator.headline(run.conclusion, `check run ${run.name}: ${run.conclusion} – ${run.output.title ?? ''}`);
  for (const one of run.annotations) {
    narrator.quote(`${one.path}:${one.start_line} ${one.title ?? ''}\n  ${one.message.split('\n')[0] ?? ''}`);
  }
  narrator.say(narrator.link(address));
}
