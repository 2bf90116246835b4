import type { CommandExpansionPart, ProcessSubstitutionPart } from 'unbash';
import { runChild } from './child.ts';
import { runScript } from './execute.ts';
import { scriptInside } from './script-text.ts';
import type { Point, Sink } from './shell-process.ts';
import { outputSymbol } from './volatile.ts';

/** Runs `$(…)` or `<(…)` and gives what it prints, without the line breaks at its end; a symbol where unknown. */
export function capture<Facts>(
  part: CommandExpansionPart | ProcessSubstitutionPart,
  point: Point<Facts>,
): string {
  const { symbols } = point.machine;
  const stdout: Sink = [];
  if (part.script !== undefined) {
    const { source } = part.script;
    const script =
      source === undefined
        ? point.script
        : scriptInside(point.script, source, { start: part.pos, end: part.end, literals: [] });
    const parsed = part.script;
    const at = { script: point.script, start: part.pos, end: part.end };
    runChild({ ...point, script, stdout, stdin: undefined, tolerant: true, isPart: true }, at, (inside) =>
      runScript(parsed, inside),
    );
  }
  const printed = printedText(stdout);
  if (printed !== undefined) return printed.replace(/\n+$/, '');
  const written = symbols.show(symbols.normalize(part.text));
  return symbols.encode(outputSymbol(written, part.pos, point));
}

/** All that went into a sink as one text; undefined where a piece of it, or all of it, is unknown. */
export function printedText(sink: Sink): string | undefined {
  let text = '';
  for (const stream of sink) {
    if (stream === undefined) return undefined;
    text += stream.value;
  }
  return text;
}
