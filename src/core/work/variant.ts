import type { Leg, Piece } from './work.ts';

/** From this share of words in common on, two pieces are the same thing done to something else. */
const alike = 0.5;

/**
 * Whether a piece that is lost stands against one that only the other workflow does: the same program or action with
 * other operands. Two such workflows are variants of each other (another target, version, package, direction), however
 * much else they share. A program that the workflow runs several times, mostly as the other does, is no variant.
 */
export function isVariant(lost: Piece, leg: Leg, missed: readonly Piece[], helpers: readonly Leg[]): boolean {
  if (lost.telling !== 'work') return false;
  const family = [...leg.pieces.values()].filter((piece) => piece.family === lost.family);
  const familyLost = missed.filter((piece) => piece.family === lost.family);
  if (familyLost.length * 2 < family.length) return false;
  const words = wordsOf(lost);
  return helpers.some((helper) =>
    [...helper.pieces.values()].some(
      (other) =>
        !leg.pieces.has(other.key) && sameTool(lost, other) && overlap(words, wordsOf(other)) >= alike,
    ),
  );
}

function sameTool(one: Piece, other: Piece): boolean {
  const [tool, otherTool] = [toolOf(one), toolOf(other)];
  return (
    tool === otherTool ||
    (tool.includes('/') && otherTool.includes('/') && !isAction(one) && !isAction(other))
  );
}

function toolOf(piece: Piece): string {
  return piece.family.split(' ')[0] ?? '';
}

function isAction(piece: Piece): boolean {
  return piece.key.startsWith('uses ');
}

/** The words of a piece behind its program; of a script, those of its path, too. */
function wordsOf(piece: Piece): ReadonlySet<string> {
  const tool = toolOf(piece);
  const text = piece.key.replace(/^.*?\$ /, '');
  const told = tool.includes('/') && !isAction(piece) ? text : text.replace(tool, '');
  return new Set(
    told
      .toLowerCase()
      .match(/[a-z0-9]+/g)
      ?.filter((word) => word !== 'run' && word !== 'uses'),
  );
}

/** The share of the smaller set that is in the other one. */
function overlap(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const smaller = Math.min(one.size, other.size);
  return smaller === 0 ? 0 : [...one].filter((word) => other.has(word)).length / smaller;
}
