/** A part of a glob; parts of a path are between slashes. */
type Token =
  | { readonly kind: 'text'; readonly text: string }
  // `*`: anything within a part. `**`: anything at all; with a slash: any number of folders, also none. `?`: one character.
  | { readonly kind: 'star' | 'globstar' | 'folders' | 'one' }
  /** `[a-c]`, `[!x]` */
  | {
      readonly kind: 'class';
      readonly negated: boolean;
      readonly ranges: readonly (readonly [string, string])[];
    }
  /** `{a,b}` */
  | { readonly kind: 'either'; readonly choices: readonly Glob[] };

type Glob = readonly Token[];

/**
 * Whether a whole text fits a glob: `*`, `**`, `?`, `[a-z]`, `[!x]`, `{a,b}`, `\` before what is to stand for itself, and `!`
 * in front of all for the opposite. All places that a part of the glob may have reached are followed at once, so the time
 * grows with the product of both lengths whatever the glob: regular expressions, into which other matchers turn globs, can
 * take for ever.
 */
export function matchesGlob(text: string, glob: string): boolean {
  const isOpposite = glob.startsWith('!');
  const [tokens] = new Reader(glob).read(isOpposite ? 1 : 0, '');
  const fits = advance(tokens, text, new Set([0])).has(text.length);
  return fits !== isOpposite;
}

class Reader {
  readonly #glob: string;
  readonly #braces: ReadonlySet<number>;

  constructor(glob: string) {
    this.#glob = glob;
    this.#braces = bracesThatChoose(glob);
  }

  /** Reads up to one of the characters of `until`, or the end; returns where that is. */
  read(from: number, until: string): [Glob, number] {
    const tokens: Token[] = [];
    let at = from;
    while (at < this.#glob.length && !until.includes(this.#glob[at] ?? '')) {
      const [token, next] = this.#readToken(at);
      tokens.push(token);
      at = next;
    }
    return [tokens, at];
  }

  #readToken(at: number): [Token, number] {
    const character = this.#glob[at] ?? '';
    if (character === '\\') return [{ kind: 'text', text: this.#glob[at + 1] ?? '\\' }, at + 2];
    if (character === '?') return [{ kind: 'one' }, at + 1];
    if (character === '*') return readStars(this.#glob, at);
    if (this.#braces.has(at)) return this.#readChoices(at);
    const found = character === '[' ? readClass(this.#glob, at) : undefined;
    return found ?? [{ kind: 'text', text: character }, at + 1];
  }

  #readChoices(at: number): [Token, number] {
    const choices: Glob[] = [];
    let end = at;
    do {
      const [choice, next] = this.read(end + 1, ',}');
      choices.push(choice);
      end = next;
    } while (this.#glob[end] === ',');
    return [{ kind: 'either', choices }, end + 1];
  }
}

/** Where braces open that close again and have something to choose from; others stand for themselves. */
function bracesThatChoose(glob: string): ReadonlySet<number> {
  const found = new Set<number>();
  const open: { readonly at: number; commas: number }[] = [];
  for (let at = 0; at < glob.length; at += 1) {
    const character = glob[at];
    if (character === '\\') at += 1;
    else if (character === '[') at = (readClass(glob, at)?.[1] ?? at + 1) - 1;
    else if (character === '{') open.push({ at, commas: 0 });
    else if (character === ',') for (const one of open.slice(-1)) one.commas += 1;
    else if (character === '}') {
      const closed = open.pop();
      if (closed !== undefined && closed.commas > 0) found.add(closed.at);
    }
  }
  return found;
}

/** Two stars that are not a whole part are as good as one. */
function readStars(glob: string, at: number): [Token, number] {
  let end = at;
  while (glob[end] === '*') end += 1;
  const beginsPart = at === 0 || '/{,!'.includes(glob[at - 1] ?? '');
  if (end - at !== 2 || !beginsPart) return [{ kind: 'star' }, end];
  if (glob[end] === '/') return [{ kind: 'folders' }, end + 1];
  return end === glob.length || '},'.includes(glob[end] ?? '')
    ? [{ kind: 'globstar' }, end]
    : [{ kind: 'star' }, end];
}

function readClass(glob: string, at: number): [Token, number] | undefined {
  const [whole, sign, inside = ''] = /^\[([!^]?)(\]?[^\]]*)\]/.exec(glob.slice(at)) ?? [];
  if (whole === undefined || inside === '') return undefined;
  const ranges = [...inside.matchAll(/(.)-(.)|(.)/gs)].map(
    ([, low, high, one = '']) => [low ?? one, high ?? one] as const,
  );
  return [{ kind: 'class', negated: sign !== '', ranges }, at + whole.length];
}

/** All places of the text to which a glob leads from any of the given ones. */
function advance(glob: Glob, text: string, from: ReadonlySet<number>): ReadonlySet<number> {
  let places = from;
  for (const token of glob) {
    if (places.size === 0) return places;
    places = step(token, text, places);
  }
  return places;
}

function step(token: Token, text: string, from: ReadonlySet<number>): ReadonlySet<number> {
  if (token.kind === 'either') {
    return new Set(token.choices.flatMap((choice) => [...advance(choice, text, from)]));
  }
  const to = new Set<number>();
  // What a star has reached goes on being reached up to the end of the part.
  let goesOn = false;
  for (let at = 0; at <= text.length; at += 1) {
    const isHere = from.has(at);
    const character = text[at] ?? '';
    if (token.kind === 'star' || token.kind === 'globstar') {
      goesOn ||= isHere;
      if (goesOn) to.add(at);
      if (token.kind === 'star' && character === '/') goesOn = false;
    } else if (token.kind === 'folders') {
      if (isHere || (goesOn && text[at - 1] === '/')) to.add(at);
      goesOn ||= isHere;
    } else if (isHere && at < text.length && fitsOne(token, character)) to.add(at + 1);
  }
  return to;
}

function fitsOne(token: Token, character: string): boolean {
  if (token.kind === 'text') return character === token.text;
  if (character === '/') return false;
  if (token.kind !== 'class') return true;
  return token.ranges.some(([low, high]) => low <= character && character <= high) !== token.negated;
}
