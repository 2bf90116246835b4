import type { Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { untangle } from './untangle.ts';

/** Reads Markdown as GitHub does, with the position of each node; of what is made to take long less. Never throws. */
export function readMarkdown(text: string): Root {
  return fromMarkdown(untangle(text), { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
}
