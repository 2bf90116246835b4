import type { PlanItem } from '../plan/plan.ts';
import { isPathWord, normalPath, type PathResolver } from './path-words.ts';
import { withoutLabel } from './promise.ts';

/**
 * An item's words with what they name taken out, so that patterns see sentences and not names. In `words` stand
 * `⟦p0⟧` for a path, `⟦c0⟧` for other code, `⟦l0⟧` for labels, `⟦i0⟧` for an issue; the number is the place in the list.
 */
export interface MarkedItem {
  readonly item: PlanItem;
  /** Without labels, emoji and what stands in parentheses: that explains, it doesn't promise. */
  readonly words: string;
  /** With the parentheses. */
  readonly allWords: string;
  /** For each path the places where it may be; never empty. */
  readonly paths: readonly (readonly [string, ...string[]])[];
  /** The paths as the plan has them. */
  readonly written: readonly string[];
  readonly code: readonly string[];
  readonly labels: readonly (readonly string[])[];
  readonly issues: readonly number[];
}

/** A mark in a pattern: the number is the first group. */
export const pathMark = '⟦p(\\d+)⟧';

/** More of an item's words is not read, in UTF-16 code units: no promise is that long. */
const longestItem = 1_000;

/** Takes what an item names out of its words. */
export function markItem(item: PlanItem, resolve: PathResolver): MarkedItem {
  const paths: [string, ...string[]][] = [];
  const written: string[] = [];
  const code: string[] = [];
  const labels: string[][] = [];
  const issues: number[] = [];
  const put = <T>(kind: string, store: T[], value: T): string => `⟦${kind}${store.push(value) - 1}⟧`;
  const name = (word: string): string => {
    const labelSet = labelsIn(word);
    if (labelSet !== undefined) return put('l', labels, labelSet);
    if (!isPathWord(word)) return put('c', code, word);
    const [first = normalPath(word), ...others] = resolve(word);
    written.push(normalPath(word));
    return put('p', paths, [first, ...others]);
  };
  const plain = (text: string): string =>
    text
      .replace(/\[[^[\]⟦⟧]+\]/g, (found) => (labelsIn(found) === undefined ? found : name(found)))
      .replace(/(?<![\w/#])#(\d+)\b/g, (_, number: string) => put('i', issues, Number(number)))
      .replace(/[\w./-]*\w\/?(?![\w/])/g, (word) =>
        isPathWord(word) && !isOrdinary(word) ? name(word) : word,
      );
  const marked = item.reading
    .slice(0, longestItem)
    .replace(/[⟦⟧]/g, '')
    .split(/(`[^`]*`)/)
    .map((part) => (part.startsWith('`') && part.length > 2 ? name(part.slice(1, -1).trim()) : plain(part)))
    .join('');
  const allWords = withoutLabel(withoutSigns(marked));
  return { item, words: withoutParentheses(allWords), allWords, paths, written, code, labels, issues };
}

/** `[self-hosted, proxmox]` as labels; undefined for anything else in brackets. */
export function labelsIn(text: string): string[] | undefined {
  const inside = /^\[\s*([\w.-]+(?:\s*,\s*[\w.-]+)*)\s*\]$/.exec(text)?.[1];
  const labels = inside?.split(/\s*,\s*/);
  return labels !== undefined && (labels.length > 1 || labels[0] === 'self-hosted') ? labels : undefined;
}

/** In running words a capitalised bare name such as "LICENSE" is a file, `and/or.` is not. */
function isOrdinary(word: string): boolean {
  return word.endsWith('/') || /^\.\w+$/.test(word) || /^(?:and|or|e\.g|i\.e)\b/i.test(word);
}

/** Emoji are decoration. */
function withoutSigns(words: string): string {
  return words
    .replace(
      /(?:\p{Extended_Pictographic}|\p{Regional_Indicator}|\p{Emoji_Modifier}|\u{FE0F}|\u{200D})+/gu,
      ' ',
    )
    .replace(/\s+/g, ' ')
    .trim();
}

function withoutParentheses(words: string): string {
  return words
    .replace(/\([^()]*\)/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
