import type { Topic } from '../claims/check.ts';
import { sameWord, saysAll, telling } from '../claims/topic-words.ts';
import type { Verdict } from './evidence.ts';
import { outlineOfLines, outlineOfMarkdown, type TextOutline } from './text-outline.ts';

/** Whether a text speaks of a topic, and where. */
export interface Mention {
  readonly verdict: Verdict;
  readonly detail: string;
  readonly line?: number;
}

/** How a text is to be read. */
export type TextFormat = 'markdown' | 'lines';

/** A paragraph with fewer words names a topic in passing ("the runner is installed"): it documents nothing. */
const leastWords = 10;

/** So many other words may stand between those of a topic: further apart they are of different thoughts. */
const wordsBetween = 3;

/**
 * A text speaks of a topic where a heading (with those above it) or one block has all of its words, in any form. It
 * does not where none of the topic's telling words is in it; anything between can't be told.
 */
export function weighTopicIn(text: string, topic: Topic, format: TextFormat): Mention {
  const read = format === 'markdown' ? text.replace(/<!--[\s\S]*?-->/g, keepLines) : text;
  const missing = topic.literals.find((literal) => placeOfLiteral(read, literal) < 0);
  if (missing !== undefined) return { verdict: 'fails', detail: `it does not say \`${missing}\`` };
  if (topic.words === '') return literalMention(read, topic);
  const words = telling(topic.words);
  const outline = format === 'markdown' ? outlineOfMarkdown(text) : outlineOfLines(text);
  const inHeading = headingMention(outline, topic, words);
  if (inHeading !== undefined) return inHeading;
  const blocks = outline.blocks.filter(({ stems }) => saysTogether(stems, words));
  const [first] = blocks;
  if (first === undefined) return absence(outline, topic);
  if (format === 'lines') return { verdict: 'holds', detail: spoken(topic), line: first.line };
  if (topic.asSection) {
    return { verdict: 'unknown', detail: `${spoken(topic)}, but no heading does`, line: first.line };
  }
  const substantial = blocks.find(({ stems }) => stems.length >= leastWords);
  return substantial === undefined
    ? { verdict: 'unknown', detail: `${spoken(topic)}, but only in passing`, line: first.line }
    : { verdict: 'holds', detail: spoken(topic), line: substantial.line };
}

/** Whether the words stand close to each other somewhere, in any order. */
function saysTogether(stems: readonly string[], words: readonly string[]): boolean {
  if (!saysAll(stems, words)) return false;
  const width = words.length + wordsBetween;
  return stems.some((_, at) => saysAll(stems.slice(at, at + width), words));
}

function spoken({ words }: Topic): string {
  return `it speaks of “${words}”`;
}

function literalMention(text: string, { literals }: Topic): Mention {
  const [first = ''] = literals;
  const line = text.slice(0, placeOfLiteral(text, first)).split(/\r\n|\n|\r/).length;
  return { verdict: 'holds', detail: `it says \`${first}\``, line };
}

/** Where a quoted text stands by itself, not within a longer word (`lint` is not in `linting`); -1 if nowhere. */
export function placeOfLiteral(text: string, literal: string): number {
  const isWord = (character: string | undefined): boolean =>
    character !== undefined && /[\p{L}\p{N}_]/u.test(character);
  for (let at = text.indexOf(literal); at >= 0; at = text.indexOf(literal, at + 1)) {
    const end = at + literal.length;
    const begins = !isWord(literal[0]) || !isWord(text[at - 1]);
    const ends = !isWord(literal.at(-1)) || !isWord(text[end]);
    if (begins && ends) return at;
  }
  return -1;
}

function headingMention(
  { sections }: TextOutline,
  topic: Topic,
  words: readonly string[],
): Mention | undefined {
  // The words may be spread over a heading and those above it, but the heading itself has to bring one of them.
  const fitting = sections.filter(
    ({ heading, headings }) => saysAll(headings, words) && words.some((word) => saysAll(heading, [word])),
  );
  const [first] = fitting;
  const filled = fitting.find(({ content }) => content === 'some');
  if (filled !== undefined) {
    return { verdict: 'holds', detail: `it has a section about “${topic.words}”`, line: filled.line };
  }
  if (first === undefined) return undefined;
  return { verdict: 'fails', detail: `its section about “${topic.words}” is empty`, line: first.line };
}

function absence({ sections, blocks }: TextOutline, topic: Topic): Mention {
  const said = new Set(
    [...sections, ...blocks].flatMap((one) => [...('stems' in one ? one.stems : one.heading)]),
  );
  const none = topic.telling.every((word) => ![...said].some((stem) => sameWord(stem, word)));
  return none
    ? { verdict: 'fails', detail: `it does not speak of “${topic.words}”` }
    : { verdict: 'unknown', detail: `it has words of “${topic.words}”, but not together` };
}

function keepLines(comment: string): string {
  return comment.replace(/[^\r\n]/g, ' ');
}
