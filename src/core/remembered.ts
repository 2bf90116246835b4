/**
 * The function with its answers remembered for as long as the object that it was asked about lives. A pure cache: for
 * functions of values that never change nobody can tell whether an answer is there but by the time it takes.
 */
export function remembered<Asked extends object, Answer>(
  answer: (asked: Asked) => Answer,
): (asked: Asked) => Answer {
  const known = new WeakMap<Asked, { readonly answer: Answer }>();
  return (asked) => {
    const kept = known.get(asked) ?? { answer: answer(asked) };
    known.set(asked, kept);
    return kept.answer;
  };
}

/**
 * The function with what it made of a list handed to it again when it is asked about a list that begins alike, with the
 * same first or second item: where two lists have most in common, what was made of one is soon made to fit the other.
 * Kept for as long as these items live.
 */
export function carriedOn<Item extends object, Made>(
  make: (items: readonly Item[], before: Made | undefined) => Made,
): (items: readonly Item[]) => Made {
  const known = new WeakMap<Item, { readonly made: Made }>();
  return (items) => {
    const first = items.slice(0, 2);
    const kept = { made: make(items, first.flatMap((item) => known.get(item) ?? [])[0]?.made) };
    for (const item of first) known.set(item, kept);
    return kept.made;
  };
}

/** Longer texts are seldom asked about twice. */
const longestText = 200;

/**
 * The function with its answers remembered for the texts that it was asked about last, so many at most, and none of them
 * long. As pure a cache as the other one.
 */
export function rememberedByText<Answer>(
  answer: (text: string) => Answer,
  most: number,
): (text: string) => Answer {
  const known = new Map<string, { readonly answer: Answer }>();
  return (text) => {
    if (text.length > longestText) return answer(text);
    const before = known.get(text);
    if (before !== undefined) return before.answer;
    const kept = { answer: answer(text) };
    // Starting anew now and then costs less than keeping an order.
    if (known.size >= most) known.clear();
    known.set(text, kept);
    return kept.answer;
  };
}
