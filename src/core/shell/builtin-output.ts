import type { Builtin } from './builtins.ts';
import { resolvePath } from './paths.ts';
import { writeFile } from './redirect.ts';
import type { Point, Stream } from './shell-process.ts';

/** `echo`: its words, with a line break unless `-n`. */
export const echo: Builtin = ({ argv }, point) => {
  const words = argv.slice(1).map((field) => field.value);
  const flags = words.findIndex((word) => !/^-[neE]+$/.test(word));
  const shown = flags < 0 ? [] : words.slice(flags);
  const options = words.slice(0, flags < 0 ? words.length : flags).join('');
  const text = shown.join(' ');
  const escaped = options.includes('e') ? text.replaceAll('\\n', '\n').replaceAll('\\t', '\t') : text;
  print(point, { value: options.includes('n') ? escaped : `${escaped}\n` });
  return 'succeeds';
};

/** `printf`: `%s` and `%d` filled in, the format used again while arguments are left. */
export const printFormatted: Builtin = ({ argv }, point) => {
  const words = argv.slice(1).map((field) => field.value);
  if (words[0] === '--') words.shift();
  const [format, ...args] = words;
  if (format === undefined || format === '-v') return 'succeeds';
  const pending = [...args];
  let text = '';
  do {
    const before = pending.length;
    text += format
      .replaceAll(/%[sdqb]/g, () => pending.shift() ?? '')
      .replaceAll('\\n', '\n')
      .replaceAll('\\t', '\t');
    if (pending.length === before) break;
  } while (pending.length > 0 && text.length < mostPrinted);
  print(point, { value: text });
  return 'succeeds';
};

const mostPrinted = 1 << 14;

/** `cat`: what comes in, or what was written into the files before. */
export const printFile: Builtin = ({ argv }, point) => {
  const files = argv.slice(1).filter((field) => !/^-[a-zA-Z]/.test(field.value));
  if (files.length === 0) print(point, point.stdin);
  for (const { value } of files) {
    if (value === '-') print(point, point.stdin);
    else print(point, point.machine.written.get(resolvePath(value, point) ?? value));
  }
  return files.length === 0 ? 'succeeds' : 'may-fail';
};

/** `tee`: what comes in goes into files, and out again. */
export const tee: Builtin = ({ argv }, point) => {
  const words = argv.slice(1).map((field) => field.value);
  const appends = words.some((word) => word === '-a' || word === '--append');
  for (const word of words) if (!word.startsWith('-')) writeFile(word, point.stdin, { point, appends });
  print(point, point.stdin);
  return 'succeeds';
};

function print<Facts>(point: Point<Facts>, stream: Stream | undefined): void {
  point.stdout?.push(stream);
}
