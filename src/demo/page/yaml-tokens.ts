/** A piece of a line and what it is, for colouring. */
export interface Token {
  readonly text: string;
  readonly kind: 'comment' | 'key' | 'string' | 'expression' | 'plain';
}

const pieces =
  /(?<expression>\$\{\{.*?\}\})|(?<comment>(?:^|(?<=\s))#.*$)|(?<key>(?:(?<=^\s*)|(?<=^\s*- )|(?<=\{ ?)|(?<=, ))[\w.-]+(?=:(?:\s|$)))|(?<string>'[^']*'|"[^"]*")/g;

/** Tells the pieces of a line of YAML apart, by the look of the line alone: good enough to colour it. */
export function yamlTokens(line: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const plain = (to: number) => {
    if (to > at) tokens.push({ text: line.slice(at, to), kind: 'plain' });
  };
  for (const match of line.matchAll(pieces)) {
    plain(match.index);
    const kind = Object.entries(match.groups ?? {}).find(([, text]) => text !== undefined)?.[0];
    tokens.push({ text: match[0], kind: kind as Token['kind'] });
    at = match.index + match[0].length;
  }
  plain(line.length);
  return tokens;
}

/** The tokens between two columns (from 0, the second not included), cut where they reach beyond. */
export function cutTokens(tokens: readonly Token[], from: number, to: number): Token[] {
  const cut: Token[] = [];
  let at = 0;
  for (const { text, kind } of tokens) {
    const part = text.slice(Math.max(0, from - at), Math.max(0, to - at));
    if (part !== '') cut.push({ text: part, kind });
    at += text.length;
  }
  return cut;
}
