import type { Progress } from '../progress.ts';

const width = 24;

/** A bar of blocks for the share of items that evidence says are done, with the share in words. */
export function progressBar({ items, counts }: Pick<Progress, 'items' | 'counts'>): string {
  const done = counts.verified + counts['ready to tick'];
  const share = items.length === 0 ? 0 : done / items.length;
  const filled = Math.floor(share * width);
  const bar = '█'.repeat(filled) + '░'.repeat(width - filled);
  return `\`${bar}\` **${Math.floor(share * 100)} %** proved: ${done} of ${items.length}`;
}
