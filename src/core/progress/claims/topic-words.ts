import { stemmer } from 'stemmer';

/** Words that say nothing of what a text is about: those of grammar, and those for a piece of writing. */
const silent = new Set(
  (
    'a an the and or of for to in on at by with from into over about as is are was be been it its this that these those how ' +
    'what why when where which who all any each every both more new our your their we us you they i do does did can ' +
    'must should will have has had make made use used using get ' +
    'section sections chapter chapters part parts paragraph paragraphs note notes step steps guide guides instruction instructions ' +
    'documentation document documents doc docs page pages description descriptions detail details detailed information ' +
    'strategy approach overview summary example examples process procedure comment comments explaining explanation ' +
    'explanations hint hints guidance text texts words everything something things thing way ways'
  ).split(' '),
);

/** A text's words as stems, in order, each as often as it stands there; "set-up", "set up" and "setup" are one word. */
export function stemsOf(text: string): string[] {
  const words = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\bset[\s-]up\b/g, 'setup')
    .replace(/\bclean[\s-]up\b/g, 'cleanup')
    .match(/[\p{L}\p{N}]+/gu);
  return (words ?? []).map((word) => stemmer(word));
}

/** The stems that carry a topic; all of its stems where it has nothing but silent words. */
export function telling(text: string): string[] {
  const words = text.split(/[^\p{L}\p{N}-]+/u).filter((word) => !silent.has(word.toLowerCase()));
  const stems = [...new Set(stemsOf(words.join(' ')))];
  return stems.length > 0 ? stems : [...new Set(stemsOf(text))];
}

/** Whether a text has a word that says what it is about. */
export function isTelling(text: string): boolean {
  return text.split(/[^\p{L}\p{N}-]+/u).some((word) => word !== '' && !silent.has(word.toLowerCase()));
}

/** Whether two stems are of one word: alike, or one begins with the other ("multi" and "multipl"). */
export function sameWord(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  return short === long || (short.length >= 5 && long.startsWith(short));
}

/** Whether each of the words is among the stems. */
export function saysAll(stems: ReadonlySet<string> | readonly string[], words: readonly string[]): boolean {
  const said = [...stems];
  return words.every((word) => said.some((stem) => sameWord(stem, word)));
}
