/**
 * Whether a filter pattern of GitHub's (branches, tags, paths) takes in all that another one matches, as far as their
 * texts tell: equal patterns, and patterns that match the other's text.
 */
export function patternIncludes(wide: string, narrow: string): boolean {
  // Whatever `**` stands for may have slashes.
  return wide === narrow || wide === '**' || asRegExp(wide).test(narrow.replaceAll('**', 'any/path'));
}

// https://docs.github.com/en/actions/reference/workflow-syntax-for-github-actions#filter-pattern-cheat-sheet
function asRegExp(pattern: string): RegExp {
  const source = pattern.replace(/\*\*\/|\*\*|\*|[?+]|\[[\w-]+\]|[^\w\s]/g, (part) => {
    if (part === '**/') return '(?:.*/)?';
    if (part === '**') return '.*';
    if (part === '*') return '[^/]*';
    if (part === '?' || part === '+' || part.length > 1) return part;
    return `\\${part}`;
  });
  try {
    return new RegExp(`^${source}$`, 'u');
  } catch {
    return /^(?!)/;
  }
}
