/** Workflows by their names alone, where people read: all of them are in one folder. Code is in backticks. */
export function shortPaths(text: string): string {
  return text.replace(/`\.github\/workflows\/([^`/]+\.ya?ml)`/g, '`$1`');
}

/** A workflow's path as its name alone; any other path as it is. */
export function shortPath(path: string): string {
  return path.replace(/^\.github\/workflows\/(?=[^/]+\.ya?ml$)/, '');
}
