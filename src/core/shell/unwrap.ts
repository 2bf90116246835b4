import type { Field } from './domain.ts';
import { readOptions } from './read-options.ts';
import type { Stream } from './shell-process.ts';
import { commandName, type Wrapper, wrappers } from './wrappers.ts';

/** What is left of a command once its outermost wrapper is off. */
export type Unwrapped =
  | { readonly kind: 'command'; readonly argv: readonly Field[]; readonly assignments: readonly Field[] }
  /** The wrapper gives a text to a shell. */
  | { readonly kind: 'script'; readonly script: Field; readonly args: readonly Field[] };

/** Takes the outermost wrapper off; undefined where the command is none, or runs nothing. */
export function unwrap(argv: readonly Field[], stdin: Stream | undefined): Unwrapped | undefined {
  const name = commandName(argv[0]?.value ?? '');
  const wrapper = wrappers.get(name);
  if (wrapper === undefined) return undefined;
  if (wrapper.script !== undefined) {
    const at = argv.findIndex((field) => field.value === `-${wrapper.script}` || field.value === '--command');
    const script = argv[at + 1];
    if (at > 0 && script !== undefined) return { kind: 'script', script, args: argv.slice(at + 2) };
    if (wrapper.onlyScript === true) return undefined;
  }
  if (wrapper.behind !== undefined) {
    const at = argv.findIndex((field) => wrapper.behind?.includes(field.value));
    const inner = at > 0 ? argv.slice(at + 1) : [];
    return inner.length === 0 ? undefined : { kind: 'command', argv: inner, assignments: [] };
  }
  return name === 'xargs' ? unwrapXargs(argv, wrapper, stdin) : unwrapPlain(argv, wrapper);
}

function unwrapPlain(argv: readonly Field[], wrapper: Wrapper): Unwrapped | undefined {
  const words = argv.map((field) => field.value);
  const { options, operandsFrom } = readOptions(words, 1, wrapper);
  if (options.some((option) => wrapper.not?.includes(option.name))) return undefined;
  const assignments: Field[] = [];
  let at = operandsFrom;
  if (wrapper.assignments === true)
    for (let field = argv[at]; field !== undefined && isAssignment(field.value); field = argv[at]) {
      assignments.push(field);
      at += 1;
    }
  const inner = argv.slice(at + (wrapper.operands ?? 0));
  return inner.length === 0 ? undefined : { kind: 'command', argv: inner, assignments };
}

/** What `xargs` runs, with what comes in behind it or in the place of its `-I` text. */
function unwrapXargs(
  argv: readonly Field[],
  wrapper: Wrapper,
  stdin: Stream | undefined,
): Unwrapped | undefined {
  const words = argv.map((field) => field.value);
  const { options, operandsFrom } = readOptions(words, 1, wrapper);
  const inner = argv.slice(operandsFrom);
  const [command] = inner;
  if (command === undefined) return undefined;
  const items = (stdin?.value ?? '').split(/\s+/).filter((item) => item !== '');
  const marker = options.find((option) => option.name === '-I' || option.name === '--replace')?.value;
  const given = items.map((value) => ({ value, word: command.word }));
  if (marker === undefined) return { kind: 'command', argv: [...inner, ...given], assignments: [] };
  const text = items.join(' ');
  const filled = inner.map((field) => ({ ...field, value: field.value.replaceAll(marker, () => text) }));
  return { kind: 'command', argv: filled, assignments: [] };
}

/** Whether a word is `NAME=value`. */
export function isAssignment(word: string): boolean {
  return /^[A-Za-z_]\w*=/.test(word);
}
