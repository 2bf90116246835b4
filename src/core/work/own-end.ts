import { actionBase } from './action-name.ts';
import type { Leg, Piece } from './work.ts';

/**
 * The piece that a leg ends in, if it is lost and stands for something that only this workflow does while the twin does
 * something of its own: a job is for what it ends in, and what comes before may be the way to it that both have. Reports
 * on the work do not count as an end.
 */
export function ownEnd(leg: Leg, missed: readonly Piece[], helpers: readonly Leg[]): Piece | undefined {
  const end = [...leg.pieces.values()].findLast((piece) => piece.telling === 'work' && !isReport(piece));
  if (end === undefined || !missed.includes(end)) return undefined;
  if (helpers.some((helper) => programsOf(helper).has(programOf(end)))) return undefined;
  const twin = helpers.toSorted((a, b) => sharedWith(leg, b) - sharedWith(leg, a))[0];
  const own = programsOf(leg);
  return twin && [...programsOf(twin)].some((program) => !own.has(program)) ? end : undefined;
}

function isReport({ family }: Piece): boolean {
  return /^upload-|codecov|coveralls|report|comment|notif|slack/.test(actionBase(family));
}

function sharedWith(leg: Leg, other: Leg): number {
  let shared = 0;
  for (const key of leg.pieces.keys()) if (other.pieces.has(key)) shared += 1;
  return shared;
}

function programsOf(leg: Leg): Set<string> {
  const work = [...leg.pieces.values()].filter((piece) => piece.telling === 'work' && !isReport(piece));
  return new Set(work.map(programOf));
}

function programOf({ family }: Piece): string {
  return family.split(' ')[0] ?? '';
}
