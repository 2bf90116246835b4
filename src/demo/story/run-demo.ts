import { Expectations } from './expectations.ts';
import type { Narrator } from './narrator.ts';
import { badPull, command, goodPull, mergedAnyway, type Scene } from './scenes.ts';
import { sprintContradicted, sprintProved } from './sprint-scenes.ts';
import { type Place, pageOf, sprintIssue, startWorld } from './world.ts';

/** A demo that has been shown and still stands. */
export interface Demo {
  readonly url: string;
  /** What was not as it should be. */
  readonly faults: readonly string[];
  stop(): Promise<void>;
}

/** Shows the whole story; what is not as it should be is told and remembered, what can't go on is thrown. */
export async function runDemo(narrator: Narrator, place: Place): Promise<Demo> {
  narrator.chapter('A repository at the start of its sprint');
  const world = await startWorld(narrator, place);
  const expectations = new Expectations(narrator);
  try {
    const scene = { world, narrator, expectations };
    for (const show of [badPull, command, mergedAnyway, sprintContradicted, goodPull, sprintProved])
      await show(scene);
    await world.box.settled();
  } catch (error) {
    await world.close();
    throw error;
  }
  conclude({ world, narrator, expectations });
  return { url: world.box.url, faults: expectations.faults, stop: () => world.close() };
}

function conclude({ world, narrator, expectations: { faults } }: Scene): void {
  narrator.chapter(faults.length === 0 ? 'All is as it should be' : 'Not all is as it should be');
  for (const fault of faults) narrator.bad(fault);
  narrator.say(`The sprint's progress: ${narrator.link(`${pageOf(world)}/issues/${sprintIssue}`)}`);
  narrator.say(`See it as GitHub would show it: ${narrator.link(world.box.url)}`);
}
