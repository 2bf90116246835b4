import { breakLoop, exitShell, returnFromFunction } from './builtin-jumps.ts';
import { echo, printFile, printFormatted, tee } from './builtin-output.ts';
import { changeDirectory, printDirectory, printPathPart } from './builtin-paths.ts';
import { evalWords, execCommand, sourceFile } from './builtin-scripts.ts';
import { setOptions, setTrap } from './builtin-shell.ts';
import { declare, readLines, readVariables, unset } from './builtin-variables.ts';
import type { Invocation } from './dispatch.ts';
import type { Outcome, Point } from './shell-process.ts';
import { asksStatus, evaluate, noteAsked } from './test-command.ts';

/** A command that the shell carries out itself, or whose effect on the shell's own state is known. */
export type Builtin = <Facts>(invocation: Invocation, point: Point<Facts>) => Outcome;

const succeed: Builtin = () => 'succeeds';
const mayFail: Builtin = () => 'may-fail';

/** `[` and `test`; the closing bracket is no operand. */
const test: Builtin = ({ argv }, point) => {
  const words = argv.slice(1).map((field) => field.value);
  if (words.some((word) => asksStatus(word, point))) noteAsked(point, 'status');
  return evaluate(words.at(-1) === ']' ? words.slice(0, -1) : words, point);
};

/** The builtins by name. */
export const builtins: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  [':', succeed],
  ['true', succeed],
  ['false', () => 'fails'],
  ['[', test],
  ['test', test],
  ['echo', echo],
  ['printf', printFormatted],
  ['cat', printFile],
  ['tee', tee],
  ['cd', changeDirectory],
  ['pushd', changeDirectory],
  ['popd', changeDirectory],
  ['pwd', printDirectory],
  ['dirname', printPathPart],
  ['basename', printPathPart],
  ['realpath', printPathPart],
  ['readlink', printPathPart],
  ['export', declare],
  ['declare', declare],
  ['typeset', declare],
  ['local', declare],
  ['readonly', declare],
  ['unset', unset],
  ['read', readVariables],
  ['mapfile', readLines],
  ['readarray', readLines],
  ['set', setOptions],
  ['shopt', succeed],
  ['trap', setTrap],
  ['eval', evalWords],
  ['source', sourceFile],
  ['.', sourceFile],
  ['exec', execCommand],
  ['exit', exitShell],
  ['return', returnFromFunction],
  ['break', breakLoop],
  ['continue', breakLoop],
  ['sleep', succeed],
  ['kill', mayFail],
  ['umask', succeed],
  ['ulimit', succeed],
  ['let', mayFail],
  ['shift', succeed],
]);
