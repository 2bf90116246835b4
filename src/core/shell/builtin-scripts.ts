import { joinBranches, onBranch } from './branches.ts';
import type { Builtin } from './builtins.ts';
import { deepest } from './child.ts';
import { dispatch } from './dispatch.ts';
import { endHere, noteLoss } from './ends.ts';
import { runScript } from './execute.ts';
import { readOptions } from './read-options.ts';
import { findScript, scriptOfFields } from './run-nested.ts';

/** `eval`: its words, joined by blanks, are a script of the same shell. */
export const evalWords: Builtin = ({ argv }, point) => {
  if (point.depth >= deepest) return 'may-fail';
  const script = scriptOfFields(argv.slice(1), point.script);
  return runScript(point.machine.files.parse(script), { ...point, script, depth: point.depth + 1 });
};

/** `source file`: the file's commands run in the same shell; a `return` of it comes back here. */
export const sourceFile: Builtin = ({ argv, at }, point) => {
  const [, file, ...args] = argv;
  const found = file === undefined ? undefined : findScript(file.value, { point, at, anyKind: true });
  if (found === undefined || point.depth >= deepest) return 'may-fail';
  const returns: typeof point.returns = [];
  const before = point.shell.facts;
  const own = args.map((field) => field.value);
  const body = onBranch(point, (inside) =>
    runScript(point.machine.files.parse(found.script), {
      ...inside,
      script: found.script,
      positional: own.length > 0 ? [point.positional[0] ?? '', ...own] : point.positional,
      conditional: point.conditional,
      depth: point.depth + 1,
      running: new Set([...point.running, found.key]),
      returns,
      breaks: [],
    }),
  );
  return joinBranches(point, [body, ...returns], { before, decidedBy: 'state' });
};

/** `exec command`: the command takes the shell's place, and the EXIT trap is gone. */
export const execCommand: Builtin = (invocation, point) => {
  const words = invocation.argv.map((field) => field.value);
  const { operandsFrom } = readOptions(words, 1, { short: 'a' });
  const argv = invocation.argv.slice(operandsFrom);
  if (argv.length === 0) return 'succeeds';
  noteLoss(point, 'exec', invocation.at);
  point.shell.trap = undefined;
  const outcome = dispatch({ ...invocation, argv, wrappers: [...invocation.wrappers, 'exec'] }, point);
  if (outcome === 'ended') return outcome;
  endHere(point, 'success', invocation.at);
  if (outcome !== 'succeeds') endHere(point, 'failure', invocation.at);
  return 'ended';
};
