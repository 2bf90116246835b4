import { outermost, type ShellPlace } from '../../shell/script-text.ts';
import type { SourceText } from '../../source/source-text.ts';

/** The line of a workflow from which a command is reached, also where it stands in a script that the workflow calls. */
export function lineOfPlace(place: ShellPlace, source: SourceText): number {
  const { script, start, end } = outermost(place);
  return source.positionAt(script.locate(start, end).start).line;
}
