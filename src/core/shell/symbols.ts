/**
 * A part of a value that is not known before the script runs: an expression of the workflow, a variable that nobody
 * set, the output of a command, or a thing that the caller of the shell model tells apart (`token`).
 */
export interface SymbolPart {
  readonly kind: 'expression' | 'variable' | 'output' | 'token';
  /** As people write it: `${{ github.run_id }}`, `$RANDOM`, `$(date +%s)`. */
  readonly text: string;
  /** Tells apart what is computed anew at each place: two `$RANDOM` are two values. */
  readonly at?: string;
}

const open = '\ue000';
const filler = '\ue001';
const close = '\ue002';
const firstDigit = 0xe100;
const base = 256;
/** The length of a symbol's shortest code; as long as the shortest expression, `${{}}`. */
const codeLength = 5;
const code = /\ue000([\ue100-\ue1ff])([\ue100-\ue1ff])([\ue100-\ue1ff])\ue001*\ue002/g;

/**
 * Writes symbols into strings as short runs of private-use characters, which a shell parser reads as parts of plain
 * words, and reads them back. Equal symbols have equal codes, so that equal values are equal strings.
 */
export class SymbolTable {
  readonly #parts: SymbolPart[] = [];
  readonly #codes = new Map<string, string>();
  readonly #meanings = new Map<string, string>();

  /** The symbol's code, to stand in a value. */
  encode(part: SymbolPart): string {
    const key = `${part.kind} ${part.text} ${part.at ?? ''}`;
    const known = this.#codes.get(key);
    if (known !== undefined) return known;
    const index = this.#parts.push(part) - 1;
    const digits = [Math.floor(index / (base * base)) % base, Math.floor(index / base) % base, index % base];
    const made = open + digits.map((digit) => String.fromCharCode(firstDigit + digit)).join('') + close;
    this.#codes.set(key, made);
    return made;
  }

  /** The symbol's code at a given length (at least that of `${{}}`), so that offsets in a script stay as they are. */
  encodeAs(part: SymbolPart, length: number): string {
    return this.encode(part).slice(0, -1) + filler.repeat(Math.max(0, length - codeLength)) + close;
  }

  /** Lets a symbol stand for a value from now on, or for itself again. */
  define(part: SymbolPart, value: string | undefined): void {
    if (value === undefined) this.#meanings.delete(this.encode(part));
    else this.#meanings.set(this.encode(part), value);
  }

  /** The value with each code cut to its shortest form, and symbols replaced by what they stand for. */
  normalize(value: string): string {
    if (!value.includes(open)) return value;
    const short = value.replaceAll(filler, '');
    return this.#meanings.size === 0
      ? short
      : short.replace(code, (found) => this.#meanings.get(found) ?? found);
  }

  /** The value's literal texts and symbols in turn. */
  split(value: string): (string | SymbolPart)[] {
    const pieces: (string | SymbolPart)[] = [];
    let from = 0;
    for (const match of value.includes(open) ? value.matchAll(code) : []) {
      const part = this.#parts[digitsOf(match)];
      if (part === undefined) continue;
      if (match.index > from) pieces.push(value.slice(from, match.index));
      pieces.push(part);
      from = match.index + match[0].length;
    }
    if (from < value.length) pieces.push(value.slice(from));
    return pieces;
  }

  /** The value as people write it. */
  show(value: string): string {
    if (!value.includes(open)) return value;
    return this.split(value)
      .map((piece) => (typeof piece === 'string' ? piece : piece.text))
      .join('');
  }

  /** Whether nothing but literal text and the workflow's expressions is in the value. */
  isKnown(value: string): boolean {
    if (!value.includes(open)) return true;
    return this.split(value).every((piece) => typeof piece === 'string' || piece.kind === 'expression');
  }
}

function digitsOf(match: RegExpMatchArray): number {
  const digit = (group: number) => (match[group]?.charCodeAt(0) ?? firstDigit) - firstDigit;
  return digit(1) * base * base + digit(2) * base + digit(3);
}
