import type { Pipeline } from 'unbash';
import { runChild } from './child.ts';
import { noteRisks } from './ends.ts';
import { runNode } from './execute.ts';
import type { Outcome, Point, Sink, Stream } from './shell-process.ts';
import { printedText } from './substitution.ts';
import { negated } from './test-command.ts';

/** A pipeline: each command in a subshell of its own, what one prints read by the next. */
export function runPipeline<Facts>(node: Pipeline, point: Point<Facts>): Outcome {
  const isNegated = node.prefixes.some((prefix) => prefix.type === 'Negation');
  const here = { ...point, tolerant: point.tolerant || isNegated };
  const outcome = node.commands.length === 1 ? runSingle(node, here) : runPiped(node, here);
  return isNegated ? negated(outcome) : outcome;
}

/** `! command` or `time command`. */
function runSingle<Facts>(node: Pipeline, point: Point<Facts>): Outcome {
  const [command] = node.commands;
  return command === undefined ? 'succeeds' : runNode(command, point);
}

function runPiped<Facts>(node: Pipeline, point: Point<Facts>): Outcome {
  let stdin: Stream | undefined = point.stdin;
  let outcome: Outcome = 'succeeds';
  let anyMayFail = false;
  for (const [index, command] of node.commands.entries()) {
    const last = index === node.commands.length - 1;
    const stdout: Sink = [];
    const at = { script: point.script, start: command.pos, end: command.end };
    // `set -e` ends the subshell, but the script only by the pipeline's own status.
    const here = { ...point, stdin, stdout: last ? point.stdout : stdout, tolerant: true };
    outcome = runChild(here, at, (inside) => runNode(command, inside));
    anyMayFail ||= outcome !== 'succeeds';
    const text = printedText(stdout);
    stdin = text === undefined ? undefined : (sole(stdout) ?? { value: text });
  }
  const mayFail = point.shell.pipefail ? anyMayFail : outcome !== 'succeeds';
  noteRisks(point, { script: point.script, start: node.pos, end: node.end }, mayFail);
  return mayFail ? 'may-fail' : 'succeeds';
}

function sole(sink: Sink): Stream | undefined {
  return sink.length === 1 ? sink[0] : undefined;
}
