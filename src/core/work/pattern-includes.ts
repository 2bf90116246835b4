/**
 * Whether a filter pattern of GitHub's (branches, tags, paths) takes in all that another one matches, as far as their
 * texts tell: equal patterns, and patterns that match the other's text.
 */
export function patternIncludes(wide: string, narrow: string): boolean {
  if (wide === narrow || wide === '**') return true;
  // Most patterns are told apart by what stands before their first star.
  const special = wide.search(/[*?+[]/);
  const literal = special < 0 ? wide : wide.slice(0, Math.max(0, special - 1));
  // Whatever `**` stands for may have slashes.
  const text = narrow.replaceAll('**', 'any/path');
  return text.startsWith(literal) && matches(wide, text);
}

/** Which characters a part of a pattern takes, how many of them, and whether it must end behind a slash. */
interface Part {
  takes(character: string): boolean;
  readonly least: 0 | 1;
  readonly many: boolean;
  readonly folders?: true;
}

// https://docs.github.com/en/actions/reference/workflow-syntax-for-github-actions#filter-pattern-cheat-sheet
function partsOf(pattern: string): Part[] {
  const written = pattern.matchAll(/(\*\*\/)|(\*\*)|(\*)|(?:(\[[\w-]+\])|([\s\S]))([?+]?)/g);
  return Array.from(written, ([, folders, any, name, range, character, times]): Part => {
    if (folders !== undefined) return { takes: () => true, least: 0, many: true, folders: true };
    if (any !== undefined) return { takes: () => true, least: 0, many: true };
    if (name !== undefined) return { takes: (one) => one !== '/', least: 0, many: true };
    const takes = range === undefined ? (one: string) => one === character : rangeOf(range);
    return { takes, least: times === '?' ? 0 : 1, many: times === '+' };
  });
}

function rangeOf(written: string): (character: string) => boolean {
  const ranges = Array.from(written.slice(1, -1).matchAll(/(\w)(?:-(\w))?/g), ([, from = '', to = from]) => [
    from,
    to,
  ]);
  return (character) => ranges.some(([from = '', to = '']) => from <= character && character <= to);
}

/**
 * Follows the places up to which the parts so far may have read: in proportion to both lengths, however many stars
 * there are.
 */
function matches(pattern: string, text: string): boolean {
  let places = new Set([0]);
  for (const part of partsOf(pattern)) {
    const next = new Set(part.least === 0 ? places : []);
    let open = false;
    for (let at = 0; at < text.length; at++) {
      open = part.takes(text[at] ?? '') && (places.has(at) || (open && part.many));
      if (open && (part.folders === undefined || text[at] === '/')) next.add(at + 1);
    }
    places = next;
  }
  return places.has(text.length);
}
