import type { Link, PhrasingContent } from 'mdast';
import { linkTarget } from './link-target.ts';
import type { Piece, Prose } from './plan.ts';

/** The pieces and the reading of inline Markdown; `line` where it has no position of its own. */
export function proseOf(nodes: readonly PhrasingContent[], line: number): Prose {
  const pieces = joinNeighbours(nodes.flatMap(piecesOf)).filter(({ text }) => text !== '');
  return {
    line: nodes[0]?.position?.start.line ?? line,
    pieces,
    reading: oneLine(pieces.map(readPiece).join('')),
  };
}

/** The words of a sentence without any mark, on one line. */
export function wordsOf(prose: Pick<Prose, 'pieces'>): string {
  return oneLine(prose.pieces.map(({ text }) => text).join(''));
}

function piecesOf(node: PhrasingContent): Piece[] {
  switch (node.type) {
    case 'text':
      return [{ code: false, text: node.value }];
    case 'inlineCode':
      return [{ code: true, text: oneLine(node.value) }];
    case 'break':
      return [{ code: false, text: ' ' }];
    case 'link':
      return linkPieces(node);
    case 'image':
    case 'imageReference':
      return [{ code: false, text: node.alt ?? '' }];
    case 'strong':
    case 'emphasis':
    case 'linkReference':
      return node.children.flatMap(piecesOf);
    default:
      return [];
  }
}

function linkPieces(link: Link): Piece[] {
  const words = link.children.flatMap(piecesOf);
  const target = linkTarget(link.url);
  if (target === undefined) return words;
  const code = words.length > 0 && words.every((piece) => piece.code);
  const text = words.map((piece) => piece.text).join('');
  return [{ code, text, target: 'issue' in target ? `#${target.issue}` : inBackticks(target.path) }];
}

function inBackticks(text: string): string {
  return `\`${text.replaceAll('`', "'")}\``;
}

function joinNeighbours(pieces: readonly Piece[]): Piece[] {
  const joined: Piece[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (last !== undefined && isPlain(last) && isPlain(piece)) {
      joined[joined.length - 1] = { code: false, text: last.text + piece.text };
    } else joined.push(piece);
  }
  return joined.map((piece) => ({ ...piece, text: piece.text.replace(/\s+/g, ' ') }));
}

function isPlain(piece: Piece): boolean {
  return !piece.code && piece.target === undefined;
}

function readPiece({ code, text, target }: Piece): string {
  if (target !== undefined) return target;
  return code ? inBackticks(text) : text.replaceAll('`', "'");
}

/** White space of any length, line breaks too, as one blank. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
