import type { Leg, Piece } from './work.ts';

/** From this share of the words of the shorter one on, two pieces are the same thing done to something else … */
const alike = 0.5;
/** … and from this share of the words of both on, whatever else the workflow runs the program for. */
const nearlyEqual = 0.75;

/** Programs that fetch and send: that two workflows both use one of them says nothing of what for. */
const carriers = new Set('curl wget git gh ssh scp rsync'.split(' '));

/**
 * Whether a piece that is lost stands against one that only the other workflow does: the same program or action with
 * other operands. Two such workflows are variants of each other (another target, version, package, direction), however
 * much else they share. A program that the workflow runs several times, mostly as the other does, is no variant; one
 * that the two never run alike makes them variants however its operands look.
 */
export function isVariant(lost: Piece, leg: Leg, missed: readonly Piece[], helpers: readonly Leg[]): boolean {
  if (lost.telling === 'setup') return isOtherSetup(lost, leg, missed, helpers);
  if (lost.telling !== 'work') return false;
  const inFamily = (pieces: Iterable<Piece>) => [...pieces].filter(({ family }) => family === lost.family);
  const [ofFamily, missedOfFamily] = [inFamily(leg.pieces.values()).length, inFamily(missed).length];
  const isMostlyKept = missedOfFamily * 2 < ofFamily;
  const words = wordsOf(lost);
  return helpers.some((helper) => {
    if (
      missedOfFamily === ofFamily &&
      !carriers.has(toolOf(lost)) &&
      inFamily(helper.pieces.values()).length > 0
    )
      return true;
    return [...helper.pieces.values()].some((other) => {
      if (leg.pieces.has(other.key) || !sameTool(lost, other)) return false;
      const { ofShorter, ofBoth } = overlap(words, wordsOf(other));
      return ofBoth >= nearlyEqual || (!isMostlyKept && ofShorter >= alike);
    });
  });
}

/** What puts files or switches into place for the work: with another one in its place, it is other work. */
const placing = /^(write |source\b|(cp|ln|mv|modprobe|sysctl|git (checkout|switch))( |$))/;

/** A file with another text, or the same command with one other operand: a configuration, a kernel module, a branch. */
function isOtherSetup(lost: Piece, leg: Leg, missed: readonly Piece[], helpers: readonly Leg[]): boolean {
  if (!placing.test(lost.family)) return false;
  const isKin = ({ telling, family }: Piece) =>
    telling === 'setup' && placing.test(family) && toolsOf(family) === toolsOf(lost.family);
  const ofKin = [...leg.pieces.values()].filter(isKin).length;
  if (missed.filter(isKin).length * 2 < ofKin) return false;
  return helpers.some((helper) =>
    [...helper.pieces.values()].some(
      (other) => isKin(other) && !leg.pieces.has(other.key) && differInOne(lost, other),
    ),
  );
}

/** The program, and of what writes a file, which one. */
function toolsOf(family: string): string {
  return family.startsWith('write ') ? family : (family.split(' ')[0] ?? '');
}

function differInOne(one: Piece, other: Piece): boolean {
  if (one.family.startsWith('write ')) return true;
  const [words, others] = [one, other].map((piece) => (piece.bare ?? piece.key).split(' '));
  if (words?.length !== others?.length) return false;
  return words?.filter((word, at) => word !== others?.[at]).length === 1;
}

function sameTool(one: Piece, other: Piece): boolean {
  return toolOf(one) === toolOf(other) || (isScript(one) && isScript(other));
}

function toolOf(piece: Piece): string {
  return piece.family.split(' ')[0] ?? '';
}

/** Scripts and modules are told by their names alone: two of them may be one thing done to two. */
function isScript(piece: Piece): boolean {
  return /[/.]/.test(toolOf(piece)) && !piece.key.startsWith('uses ');
}

/** The words of a piece behind its program; of a script, those of its path, too. */
function wordsOf(piece: Piece): ReadonlySet<string> {
  const tool = toolOf(piece);
  const text = piece.key.replace(/^.*?\$ /, '');
  const told = isScript(piece) ? text : text.replace(tool, '');
  return new Set(
    told
      .toLowerCase()
      .match(/[a-z0-9]+/g)
      ?.filter((word) => word !== 'run' && word !== 'uses'),
  );
}

/** The share of the words of the shorter one, and of both, that the two have in common. */
function overlap(
  one: ReadonlySet<string>,
  other: ReadonlySet<string>,
): { ofShorter: number; ofBoth: number } {
  const shared = [...one].filter((word) => other.has(word)).length;
  const shorter = Math.min(one.size, other.size);
  if (shorter === 0) return { ofShorter: 0, ofBoth: 0 };
  return { ofShorter: shared / shorter, ofBoth: (2 * shared) / (one.size + other.size) };
}
