import type { Word, WordPart } from 'unbash';
import { braceItems } from './brace-items.ts';
import {
  append,
  appendEach,
  appendItems,
  appendSplit,
  type Draft,
  emptyDraft,
  fieldsOf,
  longestValue,
} from './draft.ts';
import { expandParameter } from './parameter.ts';
import type { Point } from './shell-process.ts';
import { capture } from './substitution.ts';
import { itemsOf, valuesOf } from './variables.ts';

/**
 * The fields that a word of a command may expand to: one list for each way that is possible. What cannot be known
 * stands as a symbol, so that the same unknown text is the same field.
 */
export function expandFields<Facts>(word: Word, point: Point<Facts>): readonly (readonly string[])[] {
  if (word.parts === undefined) return [[point.machine.symbols.normalize(word.value)]];
  return expandParts(word.parts, point, 'fields').map(fieldsOf);
}

/** The texts that a word may expand to where it is not split (an assignment, the target of a redirection). */
export function expandText<Facts>(word: Word, point: Point<Facts>): readonly string[] {
  if (word.parts === undefined) return [point.machine.symbols.normalize(word.value)];
  return expandPartsToText(word.parts, point);
}

/** The texts that the parts of a heredoc or a quoted text may expand to. */
export function expandPartsToText<Facts>(parts: readonly WordPart[], point: Point<Facts>): readonly string[] {
  return expandParts(parts, point, 'text').map((draft) => fieldsOf(draft).join(' '));
}

type Mode = 'fields' | 'text' | 'quoted';

function expandParts<Facts>(parts: readonly WordPart[], point: Point<Facts>, mode: Mode): readonly Draft[] {
  let drafts: readonly Draft[] = [emptyDraft];
  for (const part of parts) drafts = expandPart(part, drafts, { point, mode });
  return drafts;
}

function expandPart<Facts>(
  part: WordPart,
  drafts: readonly Draft[],
  { point, mode }: { point: Point<Facts>; mode: Mode },
): readonly Draft[] {
  const { symbols } = point.machine;
  switch (part.type) {
    case 'Literal':
    case 'SingleQuoted':
    case 'AnsiCQuoted':
      return drafts.map((draft) => append(draft, symbols.normalize(part.value)));
    case 'DoubleQuoted':
    case 'LocaleString':
      return part.parts.reduce<readonly Draft[]>(
        (begun, child) => expandPart(child, begun, { point, mode: 'quoted' }),
        part.parts.some(isItems) ? drafts : drafts.map((draft) => append(draft, '')),
      );
    case 'BraceExpansion': {
      const items = mode === 'fields' ? braceItems(part.text) : undefined;
      if (items === undefined) return drafts.map((draft) => append(draft, symbols.normalize(part.text)));
      return drafts.map((draft) => appendEach(draft, items));
    }
    default:
      return expandValue(part, drafts, { point, mode });
  }
}

function expandValue<Facts>(
  part: WordPart,
  drafts: readonly Draft[],
  { point, mode }: { point: Point<Facts>; mode: Mode },
): readonly Draft[] {
  if (isItems(part)) {
    const items = itemsOf(nameOf(part), point);
    if (items !== undefined) return drafts.map((draft) => appendItems(draft, items));
  }
  const values = valuesOfPart(part, point);
  const tooMany = drafts.length * values.length > point.machine.maxAlternatives;
  const kept = tooMany ? [opaque(part, point)] : values;
  return drafts.flatMap((draft) =>
    kept.map((value) => {
      const long = value.length + (draft.open?.[0]?.length ?? 0) > longestValue;
      const text = long ? opaque(part, point) : value;
      return mode === 'fields' ? appendSplit(draft, text) : append(draft, text);
    }),
  );
}

function valuesOfPart<Facts>(part: WordPart, point: Point<Facts>): readonly string[] {
  switch (part.type) {
    case 'SimpleExpansion':
      return valuesOf(nameOf(part), point, part.pos);
    case 'ParameterExpansion':
      return expandParameter(part, point, expandText);
    case 'CommandExpansion':
      return [capture(part, point)];
    case 'ProcessSubstitution': {
      // What reads it as a file reads what is printed.
      const file = opaque(part, point);
      point.machine.written.set(file, { value: capture(part, point) });
      return [file];
    }
    case 'ArithmeticExpansion':
      return [opaque(part, point)];
    default:
      return [point.machine.symbols.normalize(part.text)];
  }
}

function opaque<Facts>(part: WordPart, { machine }: Point<Facts>): string {
  const written = machine.symbols.show(machine.symbols.normalize(part.text));
  return machine.symbols.encode({ kind: 'output', text: written });
}

/** `$@`, `${name[@]}`: expansions that give a field for each item. */
function isItems(part: WordPart): boolean {
  if (part.type === 'SimpleExpansion') return part.text === '$@' || part.text === '$*';
  if (part.type !== 'ParameterExpansion' || part.prefix !== undefined || part.operation !== undefined)
    return false;
  const index = part.index?.text;
  return part.parameter === '@' || part.parameter === '*' || index === '@' || index === '*';
}

function nameOf(part: WordPart): string {
  if (part.type === 'ParameterExpansion') return part.parameter;
  return part.text.slice(1);
}
