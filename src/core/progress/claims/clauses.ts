import type { MarkedItem } from './marked-item.ts';
import { mainWords } from './promise.ts';

const verbs =
  '(?:add|adapt|adjust|adopt|announce|append|archive|bump|change|check|clean|close|configure|convert|create|delete|deploy|describe|disable|document|drop|enable|ensure|explain|extend|fix|fold|get|give|implement|include|insert|install|introduce|keep|let|make|measure|merge|migrate|move|notify|open|pin|port|publish|put|refactor|register|release|remove|rename|replace|retire|rewrite|run|set|split|switch|teach|tell|test|train|turn|update|upgrade|upload|use|verify|wire|write)';
const prepositions = '(?:with|on|in|for|via|using|from|by|at|of|and|or|to|as|is|are|was|were)';
const verbWithObject = `${verbs}\\s+(?!${prepositions}\\b)\\S`;
const separator = new RegExp(
  `\\s*;\\s*|[.!]\\s+(?=[A-Z⟦])|\\s+[—–-]\\s+|\\s*,?\\s+(?:and\\s+then|and|then|but)\\s+(?=${verbWithObject})|\\s*,\\s*(?=${verbWithObject})`,
  'i',
);

/** A part of an item that could stand alone. */
export interface Clause {
  readonly marked: MarkedItem;
  /** Whether it asks for something to be done: else it may only explain. */
  readonly mood: 'imperative' | 'other';
}

/** The clauses of an item, each with its own words; what stands in parentheses stays with its clause. */
export function clausesOf(marked: MarkedItem): readonly Clause[] {
  const asides: string[] = [];
  const masked = marked.allWords.replace(/\([^()]*\)/g, (aside) => `⟦x${asides.push(aside) - 1}⟧`);
  return withoutReason(mainWords(masked))
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => ({
      marked: {
        ...marked,
        words: part
          .replace(/⟦x\d+⟧/g, ' ')
          .replace(/\s+/g, ' ')
          .trim(),
        allWords: part.replace(/⟦x(\d+)⟧/g, (_, at: string) => asides[Number(at)] ?? ''),
      },
      mood: new RegExp(`^(?:also\\s+|then\\s+)?${verbs}\\b`, 'i').test(part) ? 'imperative' : 'other',
    }));
}

/** `Delete <file>: it builds and tests the same`: of what goes, all that follows says why. */
function withoutReason(words: string): string {
  return words.replace(
    /^((?:delete|remove|drop|retire)(?:s|d|ped)?\s[^:;]*?⟦p\d+⟧(?:\s+\w+){0,2}?)(?:\s*:|\s+[—–-])\s.*$/i,
    '$1',
  );
}

/** Words as the plan has them, with what was taken out of them; code in backticks. */
export function unmarked(words: string, marked: MarkedItem): string {
  return words.replace(/⟦([pcli])(\d+)⟧/g, (_, kind: string, at: string) => {
    const index = Number(at);
    if (kind === 'p') return `\`${marked.written[index] ?? ''}\``;
    if (kind === 'c') return `\`${marked.code[index] ?? ''}\``;
    return kind === 'i'
      ? `#${marked.issues[index] ?? ''}`
      : `\`[${(marked.labels[index] ?? []).join(', ')}]\``;
  });
}
