/** Beyond this many characters a value that grows by expansion counts as unknown: scripts can double a text at will. */
export const longestValue = 4096;
const mostFields = 256;

/** The fields of a word while it is expanded: finished ones, and the texts of the one that is being built. */
export interface Draft {
  readonly done: readonly string[];
  /** Several after a brace expansion; undefined where no field has begun. */
  readonly open: readonly string[] | undefined;
}

export const emptyDraft: Draft = { done: [], open: undefined };

/** Appends a text to the field that is being built. */
export function append(draft: Draft, text: string): Draft {
  return { done: draft.done, open: (draft.open ?? ['']).map((begun) => begun + text) };
}

/** Appends several texts, each of which makes a field of its own with what stands around the expansion. */
export function appendEach(draft: Draft, texts: readonly string[]): Draft {
  const open = (draft.open ?? ['']).flatMap((begun) => texts.map((text) => begun + text));
  return { done: draft.done, open: open.slice(0, mostFields) };
}

/** Appends items as `"$@"` does: the first joins what is before, the last what comes after. */
export function appendItems(draft: Draft, items: readonly string[]): Draft {
  const [first, ...rest] = items;
  if (first === undefined) return draft;
  const begun = append(draft, first);
  const last = rest.at(-1);
  if (last === undefined) return begun;
  return { done: [...begun.done, ...(begun.open ?? []), ...rest.slice(0, -1)], open: [last] };
}

/** Appends the value of an unquoted expansion, split at blanks. */
export function appendSplit(draft: Draft, text: string): Draft {
  if (!/[ \t\n]/.test(text)) return text === '' ? draft : append(draft, text);
  const items = text.split(/[ \t\n]+/);
  const leading = items[0] === '';
  const trailing = items.at(-1) === '';
  const words = items.filter((item) => item !== '').slice(0, mostFields);
  const before = leading ? closed(draft) : draft;
  const after = appendItems(before, words);
  return trailing ? closed(after) : after;
}

function closed(draft: Draft): Draft {
  return { done: [...draft.done, ...(draft.open ?? [])], open: undefined };
}

/** The fields of a finished word. */
export function fieldsOf(draft: Draft): string[] {
  return [...draft.done, ...(draft.open ?? [])];
}
