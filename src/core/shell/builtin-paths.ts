import type { Builtin } from './builtins.ts';
import { resolvePath } from './paths.ts';
import type { Point } from './shell-process.ts';

/** `cd`, `pushd`, `popd`. */
export const changeDirectory: Builtin = ({ argv }, point) => {
  const target = argv.slice(1).find((field) => !/^-[LPe@n]$/.test(field.value))?.value;
  const known = target !== undefined && target !== '-' && argv[0]?.value !== 'popd';
  point.shell.cwd = known ? resolvePath(target, point) : undefined;
  return 'may-fail';
};

/** `pwd`. */
export const printDirectory: Builtin = (_invocation, point) => {
  point.stdout?.push({ value: `${workingDirectory(point)}\n` });
  return 'succeeds';
};

/** `dirname`, `basename`, `realpath`, `readlink -f` of one path. */
export const printPathPart: Builtin = ({ argv }, point) => {
  const operands = argv.slice(1).filter((field) => !field.value.startsWith('-'));
  const path = operands[0]?.value;
  const text = path === undefined || operands.length > 2 ? undefined : pathPart(argv[0]?.value ?? '', path);
  const suffix = operands[1]?.value;
  const cut = suffix !== undefined && text?.endsWith(suffix) ? text.slice(0, -suffix.length) : text;
  point.stdout?.push(cut === undefined ? undefined : { value: `${cut}\n` });
  return 'succeeds';
};

function pathPart(command: string, path: string): string | undefined {
  const slash = path.lastIndexOf('/');
  if (command === 'basename') return path.slice(slash + 1);
  if (command !== 'dirname') return path;
  if (slash < 0) return '.';
  return slash === 0 ? '/' : path.slice(0, slash);
}

/** The working directory as a path that begins with the workspace's symbol; a symbol alone where it is not known. */
function workingDirectory<Facts>({ machine, shell }: Point<Facts>): string {
  if (shell.cwd === undefined) return machine.symbols.encode({ kind: 'variable', text: '$PWD' });
  const root = machine.symbols.encode({ kind: 'variable', text: '$GITHUB_WORKSPACE' });
  return shell.cwd === '' ? root : `${root}/${shell.cwd}`;
}
