import type { Word, WordPart } from 'unbash';
import type { Field } from './domain.ts';
import type { LiteralRange } from './script-text.ts';

/** The literal parts of the word that a field came from, in order, to find them again in the field's text. */
export function literalRanges(field: Field): LiteralRange[] {
  const word = field.word as Partial<Word>;
  if (word.type !== 'Word' || word.text === undefined || word.pos === undefined) return [];
  if (word.parts === undefined) return [{ value: field.value, text: word.text, pos: word.pos }];
  return word.parts.flatMap(rangesOf);
}

function rangesOf(part: WordPart): LiteralRange[] {
  switch (part.type) {
    case 'DoubleQuoted':
    case 'LocaleString':
      return part.parts.flatMap(rangesOf);
    case 'Literal':
    case 'SingleQuoted':
    case 'AnsiCQuoted':
      return [{ value: part.value, text: part.text, pos: part.pos }];
    default:
      return [];
  }
}
