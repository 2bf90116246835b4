import type { Heading, Root, RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { oneLine, proseOf } from './prose.ts';

/** Reads Markdown as GitHub does, with the position of each node. Never throws. */
export function readMarkdown(text: string): Root {
  return fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
}

/** A heading's words on one line. */
export function headingText(heading: Heading): string {
  return oneLine(
    proseOf(heading.children, 0)
      .pieces.map(({ text }) => text)
      .join(''),
  );
}

/** The line (from 1) on which a node begins. */
export function lineOf(node: RootContent): number {
  return node.position?.start.line ?? 1;
}
