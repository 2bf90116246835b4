import { itemKey } from './plan/plan.ts';
import { wordsOf } from './plan/prose.ts';
import type { AssessedItem, Progress } from './progress.ts';

/** A ticked item that a pull request contradicts. */
export interface Contradiction {
  /** The plan's file. */
  readonly path: string;
  readonly line: number;
  /** One sentence for the check run; what a repository named is in backticks. */
  readonly message: string;
  readonly assessed: AssessedItem;
}

/**
 * The ticked items that a change contradicts: their evidence says no at the head, and didn't at the base; or they are
 * ticked by the change itself, against the evidence.
 */
export function contradictionsBrought(base: Progress | undefined, head: Progress): Contradiction[] {
  const before = new Map((base?.items ?? []).map((one) => [itemKey(one.item), one]));
  return head.items
    .filter(
      ({ item, state }) => state === 'contradicted' && before.get(itemKey(item))?.state !== 'contradicted',
    )
    .map((assessed) => {
      const was = before.get(itemKey(assessed.item));
      return {
        path: head.plan.path,
        line: assessed.item.line,
        message: messageOf(assessed, was?.item.ticked === true ? 'was ticked' : 'ticks now'),
        assessed,
      };
    });
}

function messageOf({ item, evidence }: AssessedItem, how: 'was ticked' | 'ticks now'): string {
  const words = wordsOf(item).replaceAll('`', "'");
  const against = evidence.filter(({ verdict }) => verdict === 'fails').map(({ detail }) => detail);
  const what =
    how === 'was ticked'
      ? `The sprint's plan has “${words}” ticked, and this change contradicts it`
      : `This change ticks “${words}”, which the files contradict`;
  return `${what}: ${against.join('; ')}.`;
}
