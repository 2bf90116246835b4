import type { Heading, RootContent } from 'mdast';
import { oneLine, proseOf } from './prose.ts';

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
