import type { Point } from './shell-process.ts';
import type { SymbolPart } from './symbols.ts';

/** Variables that the shell computes anew each time that they are read (bash(1), "Shell Variables"). */
const anew: ReadonlySet<string> = new Set(['RANDOM', 'SRANDOM', 'EPOCHREALTIME']);
/** Those that are another in each shell. */
const ofTheShell: ReadonlySet<string> = new Set(['$', 'BASHPID', 'PPID']);
/** Commands that print something else each time. */
const printsAnew =
  /\b(uuidgen|mktemp|openssl\s+rand|shuf)\b|\bdate\b[^|;)]*%(s|N|3N)|\/(u?random|random\/uuid)\b/;

/** The symbol of a variable that nobody set, at a place of a script. */
export function variableSymbol<Facts>(name: string, pos: number, point: Point<Facts>): SymbolPart {
  const part = { kind: 'variable', text: `$${name}` } as const;
  if (ofTheShell.has(name)) return { ...part, at: String(point.machine.scripts) };
  return anew.has(name) ? { ...part, at: placeOf(pos, point) } : part;
}

/** The symbol of what a command prints that cannot be known. */
export function outputSymbol<Facts>(written: string, pos: number, point: Point<Facts>): SymbolPart {
  const part = { kind: 'output', text: written } as const;
  return printsAnew.test(written) ? { ...part, at: placeOf(pos, point) } : part;
}

function placeOf<Facts>(pos: number, { script, machine }: Point<Facts>): string {
  return `${machine.scripts} ${script.source?.path} ${script.locate(pos, pos + 1).start}`;
}
