/** What an item begins with that is no part of its promise: a task's number, a marker in brackets, a person, a sign. */
const labels: readonly RegExp[] = [
  /^(?:task|step|todo|item)\s*#?\d*(?:\.\d+)*\s*[:.)–—-]\s*/i,
  /^\(?[A-Z]{1,4}-?\d{1,5}\)?[:.)]?\s+/,
  /^\[[^\]⟦⟧]{1,12}\]\s*/,
  /^\d+(?:\.\d+)*[.):]?\s+/,
  /^@[\w-]+\s*[:,–—-]?\s+/,
  /^(?:optional|bonus|nice to have|must|should|todo|wip)\s*[:–—-]\s*/i,
  /^[\s,:;–—-]+/,
];

/** An item's words without the label before them. */
export function withoutLabel(words: string): string {
  const found = labels.map((label) => label.exec(words)).find((match) => match !== null);
  return found === undefined ? words : withoutLabel(words.slice(found[0].length));
}

/** Verbs of work that ends in a decision, in words or in a try: the thing itself need not be done for them. */
const thinking =
  /^(?:decide|consider|discuss|investigate|evaluate|explore|research|ask|propose|plan|think|determine|assess|look\s+(?:into|at|for)|review|analy[sz]e|estimate|schedule|find\s+out|figure\s+out|learn|prepare|brainstorm|debug|troubleshoot|back\s?up|try|attempt|suggest|agree|vote|clarify|understand|identify|collect|gather|draft|spike|monitor|track|announce|undo|revert|restore|bring\s+back)\b/i;

/** Words that make a promise depend on something, or say that it is not one. */
const hedge =
  /\?\s*$|\b(?:whether|unless|until|till|if|in\s+case|maybe|perhaps|possibly|might|could|would|undo|revert(?:s|ed|ing)?|by\s+mistake|accidentally|why)\b|\b(?:PRs?|pull\s+requests?|issues?|tickets?)\s+(?:that|which|to|for)\b/i;

/** Whether an item is only about thinking: it promises no state of the repository. */
export function isThinking(words: string): boolean {
  return thinking.test(words);
}

/** Whether something else decides if what the words say is to be so. */
export function isHedged(words: string): boolean {
  return hedge.test(words);
}

/** Whether an item promises that something is written down. */
export function isDocumenting(words: string): boolean {
  return /^(?:document|describe|explain|mention)(?:s|ed|d)?\b|^in\s+(?:the\s+)?⟦p\d+⟧,?\s+(?:document|describe|explain|mention)/i.test(
    words,
  );
}

const denial =
  /\b(?:not|never|cannot|no\s+longer|no\s+more|without|avoid(?:s|ed|ing)?|prevent(?:s|ed|ing)?|disable[sd]?|disabling|limit(?:s|ed|ing)?|instead|rather\s+than|except|stop(?:s|ped)?\s+(?:using|running|testing)|exclude[sd]?|suppress(?:es|ed)?|skip(?:s|ped)?|fail(?:s|ed|ing|ure|ures)?|refused?|rejected?)\b|n['’]t\b/i;

/** Whether words say that something is not, or no longer, so. */
export function isDenied(words: string): boolean {
  return denial.test(words);
}

/** Whether words say that something is taken away, or made into something else. */
export function isUndone(words: string): boolean {
  return /\b(?:remove[sd]?|removing|delete[sd]?|deleting|drop(?:s|ped|ping)?|replace[sd]?|replacing|retire[sd]?|revoke[sd]?)\b/i.test(
    words,
  );
}

const subordinate =
  /(?:^|[\s,]+)(?:once|after|before|when|whenever|while|since|because|as\s+soon\s+as|so\s+that|in\s+order\s+to)\b[^,;]*/gi;

/** The words without what only says when or why. */
export function mainWords(words: string): string {
  return words
    .replace(subordinate, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[\s,]+/, '')
    .trim();
}
