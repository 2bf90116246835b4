/** What a command's options say, read as `getopt` reads them. */
export interface ReadOptions {
  /** Each option with its value; options without one have `undefined`. */
  readonly options: readonly {
    readonly name: string;
    readonly value: string | undefined;
    readonly at: number;
  }[];
  /** The index of the first word that is no option. */
  readonly operandsFrom: number;
}

/** Which options of a command take a value: those listed, or with `but` all but those listed. */
export interface OptionShape {
  readonly short?: string;
  readonly long?: readonly string[];
  readonly but?: true;
}

function takesValue(shape: OptionShape, name: string): boolean {
  const listed = name.startsWith('--') ? shape.long?.includes(name) : shape.short?.includes(name.slice(1));
  return (listed ?? false) !== (shape.but ?? false);
}

/** Reads the options at the beginning of a command's arguments, up to the first operand or behind `--`. */
export function readOptions(words: readonly string[], from: number, shape: OptionShape): ReadOptions {
  const options: { name: string; value: string | undefined; at: number }[] = [];
  let at = from;
  for (; at < words.length; at++) {
    const word = words[at] ?? '';
    if (word === '--') return { options, operandsFrom: at + 1 };
    if (!word.startsWith('-') || word === '-') break;
    at += word.startsWith('--')
      ? readLong(words, at, { shape, options })
      : readCluster(words, at, { shape, options });
  }
  return { options, operandsFrom: at };
}

interface Reading {
  readonly shape: OptionShape;
  readonly options: { name: string; value: string | undefined; at: number }[];
}

/** Reads `--name`, `--name=value` or `--name value`; returns how many more words it took. */
function readLong(words: readonly string[], at: number, { shape, options }: Reading): number {
  const word = words[at] ?? '';
  const equals = word.indexOf('=');
  if (equals > 0) {
    options.push({ name: word.slice(0, equals), value: word.slice(equals + 1), at });
    return 0;
  }
  const takes = takesValue(shape, word);
  options.push({ name: word, value: takes ? words[at + 1] : undefined, at });
  return takes ? 1 : 0;
}

/** Reads `-abc`, `-n value` or `-nvalue`; returns how many more words it took. */
function readCluster(words: readonly string[], at: number, { shape, options }: Reading): number {
  const word = words[at] ?? '';
  for (let letter = 1; letter < word.length; letter++) {
    const name = `-${word[letter]}`;
    if (!takesValue(shape, name)) {
      options.push({ name, value: undefined, at });
      continue;
    }
    const attached = word.slice(letter + 1);
    options.push({ name, value: attached === '' ? words[at + 1] : attached, at });
    return attached === '' ? 1 : 0;
  }
  return 0;
}

/** Reads options and operands in any order, as most commands with sub-commands take them. */
export function readAll(
  texts: readonly string[],
  from: number,
  shape: OptionShape,
): { readonly options: ReadOptions['options']; readonly operands: readonly string[] } {
  const options: ReadOptions['options'][number][] = [];
  const operands: string[] = [];
  for (let at = from; at < texts.length; at++) {
    const read = readOptions(texts, at, shape);
    options.push(...read.options);
    at = read.operandsFrom;
    const operand = texts[at];
    if (operand !== undefined) operands.push(operand);
  }
  return { options, operands };
}
