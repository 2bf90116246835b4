import { type Builtin, builtins } from './builtins.ts';
import type { Call, Field, ShellUser } from './domain.ts';
import { resolvePath } from './paths.ts';
import { writeFile } from './redirect.ts';
import { runFunction } from './run-function.ts';
import { runMake } from './run-make.ts';
import { runNested, runScriptFile, runShell } from './run-nested.ts';
import type { ShellPlace } from './script-text.ts';
import type { Outcome, Point } from './shell-process.ts';
import { noteAsked } from './test-command.ts';
import { unwrap } from './unwrap.ts';
import { commandName, shells } from './wrappers.ts';

/** A command whose words are expanded, with what was already taken off it. */
export interface Invocation {
  readonly argv: readonly Field[];
  readonly assignments: Call['assignments'];
  readonly wrappers: readonly string[];
  readonly at: ShellPlace;
  /** Whose command it is; that of the process without. */
  readonly user?: ShellUser;
}

/** Runs what a command's name stands for: a function, a builtin, a wrapped command, a script, or a program. */
export function dispatch<Facts>(invocation: Invocation, point: Point<Facts>): Outcome {
  const [first] = invocation.argv;
  if (first === undefined) return 'may-fail';
  // How a `$(…)` among the words went is not how the command goes.
  point.shell.split = undefined;
  const wrapped = invocation.wrappers.length > 0;
  const known = wrapped ? undefined : point.shell.functions.get(first.value);
  if (known !== undefined) return runFunction(known, invocation, point);
  const builtin = wrapped ? undefined : builtins.get(first.value);
  if (builtin !== undefined) return runBuiltin(builtin, invocation, point);
  return runWrapped(invocation, point) ?? runProgram(invocation, point);
}

function runBuiltin<Facts>(builtin: Builtin, invocation: Invocation, point: Point<Facts>): Outcome {
  point.machine.domain.seen?.(callOf(invocation, point));
  return builtin(invocation, point);
}

function runWrapped<Facts>(invocation: Invocation, point: Point<Facts>): Outcome | undefined {
  const { argv, assignments, wrappers, at } = invocation;
  const unwrapped = withoutSudoVariable(argv, point) ?? unwrap(argv, point.stdin);
  if (unwrapped === undefined) return undefined;
  const within = [...wrappers, point.machine.symbols.show(argv[0]?.value ?? '')];
  const user = userBehind(argv, invocation.user ?? point.user);
  if (unwrapped.kind === 'script') {
    const settings = { errexit: false, pipefail: false };
    return runNested({ ...unwrapped, settings }, { ...invocation, user }, point);
  }
  const more = unwrapped.assignments.map((field) => {
    const equals = field.value.indexOf('=');
    return { name: field.value.slice(0, equals), value: { ...field, value: field.value.slice(equals + 1) } };
  });
  const inner = { argv: unwrapped.argv, assignments: [...assignments, ...more], wrappers: within, at, user };
  if (within.length > 16) return 'may-fail';
  return dispatch(inner, point);
}

/** Whose command it is that stands behind a wrapper. */
function userBehind(argv: readonly Field[], user: ShellUser): ShellUser {
  const name = commandName(argv[0]?.value ?? '');
  if (name === 'su' || name === 'runuser' || /^\W/.test(name)) return 'unknown';
  if (name !== 'sudo' && name !== 'doas') return user;
  return argv.some((field) => /^(-u|--user)/.test(field.value)) ? 'unknown' : 'root';
}

/** `$SUDO docker …`, where nothing set the variable: by its name it is `sudo` or empty. */
function withoutSudoVariable<Facts>(argv: readonly Field[], { machine }: Point<Facts>) {
  const [piece, ...rest] = machine.symbols.split(argv[0]?.value ?? '');
  if (typeof piece !== 'object' || piece.kind !== 'variable' || rest.length > 0 || argv.length < 2)
    return undefined;
  return /^\$_*(sudo|SUDO)/.test(piece.text)
    ? { kind: 'command' as const, argv: argv.slice(1), assignments: [] }
    : undefined;
}

function runProgram<Facts>(invocation: Invocation, point: Point<Facts>): Outcome {
  const name = commandName(invocation.argv[0]?.value ?? '');
  if (shells.has(name)) {
    const outcome = runShell(invocation, point);
    if (outcome !== undefined) return outcome;
  }
  const followed =
    name === 'make' || name === 'gmake' ? runMake(invocation, point) : runScriptFile(invocation, point);
  if (followed !== undefined) {
    noteAsked(point, 'work');
    return followed;
  }
  const call = callOf(invocation, point);
  point.machine.domain.seen?.(call);
  const effect = point.machine.domain.command(call, point.shell.facts);
  point.shell.facts = effect.facts;
  if (!effect.onlyLooks) noteAsked(point, 'work');
  if (effect.writes !== undefined)
    writeFile(effect.writes.path, { value: effect.writes.text }, { point, appends: false });
  point.stdout?.push(effect.prints === undefined ? undefined : { value: effect.prints });
  return effect.outcome;
}

function callOf<Facts>({ argv, assignments, wrappers, at, user }: Invocation, point: Point<Facts>): Call {
  const { machine, shell } = point;
  return {
    argv: argv as unknown as Call['argv'],
    assignments,
    wrappers,
    at,
    user: user ?? point.user,
    isFatal: shell.errexit && !point.tolerant,
    stdin: point.stdin?.value,
    cwd: shell.cwd,
    conditional: point.conditional,
    background: point.background,
    inTrap: point.status !== undefined,
    time: machine.time,
    path: (text) => resolvePath(text, point),
    variable(name) {
      const own = assignments.findLast((assignment) => assignment.name === name);
      if (own !== undefined) return own.value?.value;
      const variable = shell.variables.get(name);
      return variable?.kind === 'text' && variable.values.length === 1 ? variable.values[0] : undefined;
    },
  };
}
