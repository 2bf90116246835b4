import type { RootContent } from 'mdast';
import { readMarkdown } from '../../markdown/read-markdown.ts';
import { stemsOf } from '../claims/topic-words.ts';
import { headingText, lineOf } from '../plan/markdown.ts';

/** A piece of text that is read as one thought: a paragraph, a list's entry, a line of code, a table's row. */
interface TextBlock {
  readonly line: number;
  /** Its words as stems, in order. */
  readonly stems: readonly string[];
}

/** A heading with those above it, and what stands below it up to the next heading. */
interface TextSection {
  readonly line: number;
  readonly heading: ReadonlySet<string>;
  /** The stems of the heading and of all headings above it. */
  readonly headings: ReadonlySet<string>;
  readonly content: 'empty' | 'some';
}

/** A text as headings and blocks of words. */
export interface TextOutline {
  readonly sections: readonly TextSection[];
  readonly blocks: readonly TextBlock[];
}

/** The outline of Markdown. Comments in HTML are no text. */
export function outlineOfMarkdown(text: string): TextOutline {
  const nodes = readMarkdown(text).children;
  return { sections: sectionsOf(nodes), blocks: nodes.flatMap(blocksOf) };
}

/** The outline of any other text: each line that isn't blank is a block. */
export function outlineOfLines(text: string): TextOutline {
  return { sections: [], blocks: linesOf(text, 1) };
}

function sectionsOf(nodes: readonly RootContent[]): TextSection[] {
  const above: { depth: number; stems: string[] }[] = [];
  return nodes.flatMap((node, at): TextSection[] => {
    if (node.type !== 'heading') return [];
    while (above.length > 0 && (above.at(-1)?.depth ?? 0) >= node.depth) above.pop();
    const own = stemsOf(headingText(node));
    above.push({ depth: node.depth, stems: own });
    const next = nodes[at + 1];
    const empty = next === undefined || (next.type === 'heading' && next.depth <= node.depth);
    return [
      {
        line: lineOf(node),
        heading: new Set(own),
        headings: new Set(above.flatMap(({ stems }) => stems)),
        content: empty ? 'empty' : 'some',
      },
    ];
  });
}

function blocksOf(node: RootContent): TextBlock[] {
  if (node.type === 'heading') return [];
  if (node.type === 'paragraph' || node.type === 'tableRow') return [blockOf(lineOf(node), plainText(node))];
  if (node.type === 'code') return linesOf(node.value, lineOf(node) + 1);
  return 'children' in node ? node.children.flatMap((child) => blocksOf(child as RootContent)) : [];
}

function linesOf(text: string, first: number): TextBlock[] {
  return text
    .split(/\r\n|\n|\r/)
    .map((line, at) => blockOf(first + at, line))
    .filter(({ stems }) => stems.length > 0);
}

function blockOf(line: number, text: string): TextBlock {
  return { line, stems: stemsOf(text) };
}

function plainText(node: RootContent): string {
  if (node.type === 'html') return '';
  if ('value' in node) return node.value;
  if ('alt' in node) return node.alt ?? '';
  return 'children' in node ? node.children.map((child) => plainText(child as RootContent)).join('') : ' ';
}
