import type { CheckRun } from '../box/store/check.ts';
import type { Narrator } from './narrator.ts';

/** Shows a check run as the terminal can: its conclusion and title, and the place and first line of each annotation. */
export function showCheckRun(narrator: Narrator, run: CheckRun, address: string): void {
  narrator.headline(run.conclusion, `check run ${run.name}: ${run.conclusion} – ${run.output.title ?? ''}`);
  for (const one of run.annotations) {
    narrator.quote(`${one.path}:${one.start_line} ${one.title ?? ''}\n  ${one.message.split('\n')[0] ?? ''}`);
  }
  narrator.say(narrator.link(address));
}
