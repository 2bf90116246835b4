import { utf8Length } from './clip.ts';

/** A piece of a text that is shown whole or not at all. */
export interface Block {
  readonly text: string;
  /** How many findings it shows; headings show none. */
  readonly findings: number;
}

/** A heading, or another block that shows no finding. */
export function plainBlock(text: string): Block {
  return { text, findings: 0 };
}

/**
 * Joins blocks by line breaks within a number of bytes of UTF-8 (and so of characters). What doesn't fit is counted at
 * the end, so that nobody takes the part for the whole.
 */
export function fitBlocks(blocks: readonly Block[], most: number): string {
  const reserve = 100;
  let used = 0;
  let end = 0;
  for (const { text } of blocks) {
    const needed = utf8Length(text) + 1;
    const isLast = end === blocks.length - 1;
    if (used + needed > (isLast ? most : most - reserve)) break;
    used += needed;
    end += 1;
  }
  const shown = blocks.slice(0, end);
  const hidden = blocks.slice(end).reduce((sum, { findings }) => sum + findings, 0);
  // A heading with nothing under it would promise something.
  while (hidden > 0 && shown.at(-1)?.findings === 0) shown.pop();
  const texts = shown.map(({ text }) => text);
  return [...texts, ...(hidden > 0 ? ['', `**…and ${hidden} more that there is no room for.**`] : [])].join(
    '\n',
  );
}
