/** A quoted value that `yaml` takes to end with a line, because the next one is indented no more than its key. */
interface CutOff {
  /** The quote that it begins with. */
  readonly quote: string;
  /** Where the line ends. */
  readonly at: number;
}

/**
 * The text with the lines of a cut-off quoted value joined, each character at its place; undefined where the value
 * never ends. GitHub's reader (YamlDotNet 5.3, `ScanFlowScalar`) does not look at the indentation within quotes.
 */
export function joinQuotedLines(text: string, { quote, at }: CutOff): string | undefined {
  const end = closingQuote(text, quote, at);
  if (end === undefined) return undefined;
  const rest = text.slice(at, end);
  // A document's mark ends the value for every reader.
  if (/^(?:---|\.\.\.)(?:\s|$)/m.test(rest)) return undefined;
  return text.slice(0, at) + rest.replace(/[\r\n]/g, ' ') + text.slice(end);
}

function closingQuote(text: string, quote: string, from: number): number | undefined {
  for (let at = from; at < text.length; at += 1) {
    if (quote === '"' && text[at] === '\\') at += 1;
    else if (text[at] === quote) {
      if (quote === '"' || text[at + 1] !== quote) return at;
      at += 1;
    }
  }
  return undefined;
}
