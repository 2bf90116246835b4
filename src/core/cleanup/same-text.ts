import type { SymbolTable } from '../shell/symbols.ts';

/** Whether two texts with unknown parts are the same: `maybe` where the unknown parts decide. */
export function sameText(one: string, other: string, symbols: SymbolTable): 'yes' | 'maybe' | 'no' {
  if (one === other) return 'yes';
  const first = symbols.split(one);
  const second = symbols.split(other);
  const isOpen = [...first, ...second].some((piece) => typeof piece !== 'string');
  if (!isOpen) return 'no';
  if (areComputedApart(first, second)) return 'no';
  const fits = agree(headOf(first), headOf(second), 'head') && agree(tailOf(first), tailOf(second), 'tail');
  return fits ? 'maybe' : 'no';
}

/** Both hold a text that is computed anew at each place, such as `$RANDOM`, and at no place that they share. */
function areComputedApart(one: Pieces, other: Pieces): boolean {
  const places = (pieces: Pieces) =>
    pieces.flatMap((piece) => (typeof piece === 'object' ? (piece.at ?? []) : []));
  const [here, there] = [places(one), places(other)];
  return here.length > 0 && there.length > 0 && !here.some((place) => there.includes(place));
}

type Pieces = ReturnType<SymbolTable['split']>;

interface Edge {
  readonly text: string;
  /** Nothing else follows: the text is the whole value. */
  readonly whole: boolean;
}

function headOf(pieces: Pieces): Edge {
  const [first] = pieces;
  return {
    text: typeof first === 'string' ? first : '',
    whole: pieces.length <= 1 && typeof first !== 'object',
  };
}

function tailOf(pieces: Pieces): Edge {
  const last = pieces.at(-1);
  return {
    text: typeof last === 'string' ? last : '',
    whole: pieces.length <= 1 && typeof last !== 'object',
  };
}

/** Whether two values can begin (or end) alike. */
function agree(one: Edge, other: Edge, where: 'head' | 'tail'): boolean {
  const [short, long] = one.text.length <= other.text.length ? [one, other] : [other, one];
  if (short.whole && short.text.length < long.text.length) return false;
  return where === 'head' ? long.text.startsWith(short.text) : long.text.endsWith(short.text);
}
