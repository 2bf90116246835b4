import { type ChildSettings, deepest, runChild } from './child.ts';
import type { Invocation } from './dispatch.ts';
import type { Call, Field } from './domain.ts';
import { runScript } from './execute.ts';
import { literalRanges } from './literal-ranges.ts';
import { resolvePath } from './paths.ts';
import { readOptions } from './read-options.ts';
import { type ScriptText, type ShellPlace, scriptInside, scriptOfFile } from './script-text.ts';
import { shellFlags } from './shell-of.ts';
import type { Outcome, Point } from './shell-process.ts';
import { assign } from './variables.ts';
import { commandName, shells } from './wrappers.ts';

/** A text that is given to a shell of its own. */
export interface Nested<Facts> {
  readonly script: Field | ScriptText;
  readonly args: readonly Field[];
  readonly settings: ChildSettings<Facts>;
}

/** Runs a script in a shell of its own: `bash -c '…'`, a heredoc for `bash`, a script file. */
export function runNested<Facts>(
  nested: Nested<Facts> & { readonly key?: string },
  { at, assignments, user: by }: Pick<Invocation, 'at' | 'assignments' | 'user'>,
  point: Point<Facts>,
): Outcome {
  if (point.depth >= deepest) return 'may-fail';
  const user = by ?? point.user;
  const script = 'masked' in nested.script ? nested.script : scriptOfFields([nested.script], point.script);
  const parsed = point.machine.files.parse(script);
  const positional = nested.args.map((field) => field.value);
  return runChild(
    point,
    at,
    (inside) => {
      setAssignments(assignments, inside);
      const running = nested.key === undefined ? point.running : new Set([...point.running, nested.key]);
      return runScript(parsed, { ...inside, script, positional, stdin: undefined, running, user });
    },
    nested.settings,
  );
}

function setAssignments<Facts>(assignments: Call['assignments'], point: Point<Facts>): void {
  for (const { name, value } of assignments)
    if (value !== undefined) assign(name, { kind: 'text', values: [value.value] }, point);
}

/** `bash -c script`, `bash file`, `bash -s` with a heredoc; undefined where the script isn't at hand. */
export function runShell<Facts>(invocation: Invocation, point: Point<Facts>): Outcome | undefined {
  const { argv, at } = invocation;
  const words = argv.map((field) => field.value);
  const { options, operandsFrom } = readOptions(words, 1, { short: 'oO', long: ['--rcfile', '--init-file'] });
  const settings = shellFlags(words.slice(1));
  const has = (name: string) => options.some((option) => option.name === name);
  if (has('-n')) return undefined;
  const [operand, ...args] = argv.slice(operandsFrom);
  if (has('-c')) return operand && runNested({ script: operand, args, settings }, invocation, point);
  if (operand === undefined || has('-s')) {
    const script = point.stdin && (point.stdin.script ?? pipedScript(point.stdin.value, at, point));
    return script && runNested({ script, args: [], settings }, invocation, point);
  }
  const found = findScript(operand.value, { point, at, anyKind: true });
  return found && runFile({ ...found, args: [operand, ...args], settings }, invocation, point);
}

/** A text that is printed for a shell to read: of its parts nobody knows where they stand. */
function pipedScript<Facts>(text: string, { start, end }: ShellPlace, { script }: Point<Facts>): ScriptText {
  return scriptInside(script, text, { start, end, literals: [] });
}

function runFile<Facts>(
  nested: Nested<Facts> & { readonly key: string },
  invocation: Invocation,
  point: Point<Facts>,
): Outcome | undefined {
  if (point.machine.written.has(nested.key)) return runNested(nested, invocation, point);
  const words = invocation.argv.map((field) => field.value);
  const isFollowed =
    point.machine.files.mayTell(nested.key) || point.machine.domain.follows?.(words) === true;
  return isFollowed ? runNested(nested, invocation, point) : undefined;
}

/** `./script args`: followed where the repository, or a step before, has the file. */
export function runScriptFile<Facts>(invocation: Invocation, point: Point<Facts>): Outcome | undefined {
  const { argv, at } = invocation;
  const path = argv[0]?.value ?? '';
  if (!path.includes('/') || path.startsWith('/')) return undefined;
  const found = findScript(path, { point, at, anyKind: false });
  if (found === undefined) return undefined;
  const settings = shebangOf(found.script.original)?.flags ?? { errexit: false, pipefail: false };
  return runFile({ ...found, args: argv, settings }, invocation, point);
}

/** The script at a path: from the repository, or from what was written there before. */
export function findScript<Facts>(
  path: string,
  {
    point,
    at,
    anyKind,
  }: { readonly point: Point<Facts>; readonly at: ShellPlace; readonly anyKind: boolean },
): { readonly script: ScriptText; readonly key: string } | undefined {
  const { machine, running } = point;
  const key = resolvePath(path, point) ?? path;
  if (running.has(key)) return undefined;
  const written = machine.written.get(key);
  if (written !== undefined) return written.script && { script: written.script, key };
  const source = machine.files.read(key);
  if (
    source === undefined ||
    !(isShellScript(source.text, key) || (anyKind && !source.text.startsWith('#!')))
  )
    return undefined;
  return { script: scriptOfFile(source, at), key };
}

function isShellScript(text: string, path: string): boolean {
  const shebang = shebangOf(text);
  return shebang === undefined ? /\.(sh|bash)$/.test(path) && !text.startsWith('#!') : shebang.isShell;
}

/** What the first line of a script names as its interpreter. */
function shebangOf(text: string) {
  if (!text.startsWith('#!')) return undefined;
  const end = text.indexOf('\n');
  const words = text
    .slice(2, end < 0 ? undefined : end)
    .trim()
    .split(/\s+/);
  const at = words.findIndex((word) => shells.has(commandName(word)));
  return { isShell: at >= 0, flags: shellFlags(words.slice(at + 1)) };
}

/** The words of a command as a script. */
export function scriptOfFields(fields: readonly Field[], outer: ScriptText): ScriptText {
  const text = fields.map((field) => field.value).join(' ');
  const start = fields[0]?.word.pos ?? 0;
  const end = fields.at(-1)?.word.end ?? start;
  return scriptInside(outer, text, { start, end, literals: fields.flatMap(literalRanges) });
}
