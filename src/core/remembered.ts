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
