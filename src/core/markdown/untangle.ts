/** So many characters that may open or close something inline are read of one paragraph. */
const mostDelimiters = 1_500;
/** So many quotations and lists within each other are read of one line. */
const deepest = 100;
/** So many quotations and lists are read of one text. */
const mostBegun = 1_000;
/** So many lines are read of one text that go on with the paragraph of a quotation or an item without its mark. */
const mostLazy = 1_000;

const delimiters = /[[\]*_~<]/g;
/** An item of a list with something in it: it ends the paragraph before it, whatever that is. */
const item = /^[ \t>]*(?:[-*+]|1[.)])[ \t]+\S/;
/** A numbered item at the margin: it ends the paragraph before it where it goes on with a list of its own kind. */
const numbered = /^\d{1,9}([.)])[ \t]+\S/;
/** What begins a quotation or an item; captured, so that two lines of one kind can be told from two kinds. */
const beginning = /^[ \t]*(?:(>)|([-*+]|\d{1,9}[.)])(?=[ \t]|$))/;
const containers = new RegExp(`^((?:[ \\t]*(?:>|[-*+](?=[ \\t])|\\d{1,9}[.)](?=[ \\t]))){${deepest}})(.*)$`);
/** A heading, a fence or HTML at the margin: it ends a quotation or an item, and its paragraph. */
const ending = /^ {0,3}(?:#{1,6}(?:[ \t]|$)|`{3}|~{3}|<)/;
/** Means nothing to Markdown, and is no blank, which would. */
const nothing = '·';

/**
 * Markdown without what makes reading it take quadratic time, in the same length: where a paragraph has thousands of
 * brackets and asterisks, a line hundreds of quotations within each other, or a text thousands of lists, those
 * beyond what anybody writes become dots; where thousands of lines go on with an item without being indented, one
 * becomes blank, which ends it. Markdown that people write comes back as it is.
 */
export function untangle(text: string): string {
  if (text.length < deepest) return text;
  let inParagraph = 0;
  let begun = 0;
  let before: Kind = 'text';
  let lazy = 0;
  let paragraphOf: 'container' | 'text' = 'text';
  let isChanged = false;
  /** The mark behind the numbers of the list that goes on at the margin; undefined where none does. */
  let numbers: string | undefined;
  const lines = text.split(/(\r\n|[\n\r])/).map((line, index) => {
    // Every other piece is a line's end.
    if (index % 2 === 1) return line;
    const isBlank = /^[ \t>]*$/.test(line);
    const mark = numbered.exec(line)?.[1];
    if (isBlank || item.test(line) || (mark !== undefined && mark === numbers)) inParagraph = 0;
    if (mark !== undefined) numbers = mark === numbers || /^1[.)]/.test(line) ? mark : undefined;
    else if (!isBlank && !/^[ \t]/.test(line)) numbers = undefined;
    inParagraph += line.match(delimiters)?.length ?? 0;
    let plain = inParagraph > mostDelimiters ? line.replace(delimiters, nothing) : line;
    const kind = kindOf(line);
    // What is indented below an item belongs to it.
    const isBegun = (kind === 'quotation' || kind === 'item') && kind !== before && before !== 'indented';
    if (isBegun) begun += 1;
    if (isBegun && begun > mostBegun) plain = plain.replace(/[>*+\-.)]/, nothing);
    before = kind;
    if (isBlank || ending.test(line)) paragraphOf = 'text';
    else if (kind === 'quotation' || kind === 'item') paragraphOf = 'container';
    else if (kind === 'text' && paragraphOf === 'container') {
      lazy += 1;
      if (lazy > mostLazy) {
        plain = ' '.repeat(line.length);
        paragraphOf = 'text';
      }
    }
    plain = withoutDepths(plain);
    isChanged ||= plain !== line;
    return plain;
  });
  return isChanged ? lines.join('') : text;
}

type Kind = 'quotation' | 'item' | 'indented' | 'text';

function kindOf(line: string): Kind {
  const found = beginning.exec(line);
  if (found !== null) return found[1] === undefined ? 'item' : 'quotation';
  return /^[ \t]/.test(line) ? 'indented' : 'text';
}

function withoutDepths(line: string): string {
  const [, kept, rest] = containers.exec(line) ?? [];
  if (kept === undefined || rest === undefined) return line;
  const [further = ''] = /^[ \t>*+\-\d.)]*/.exec(rest) ?? [];
  return kept + nothing.repeat(further.length) + rest.slice(further.length);
}
