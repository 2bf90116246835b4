import type { CommandPlace } from '../shell/command-places.ts';
import { isCosmetic } from './variables.ts';

/** A variable and its text. */
export type Assigned = readonly [name: string, text: string];

/**
 * What a command sets for the rest of its script, where programs may read it: exported variables, and the tool chain of
 * the machine that a file of its own switches on.
 */
export function exportedBy([program, ...words]: readonly string[]): readonly Assigned[] {
  if (program === 'source') {
    const [file = ''] = words;
    // One's own environment of Python, say, is an empty one: what is in it is installed by commands.
    return /^\/(?!.*\/activate$)/.test(file) ? [['a sourced file', file]] : [];
  }
  const exports = program === 'export' || (/^(declare|typeset)$/.test(program ?? '') && words[0] === '-x');
  return exports ? assignedIn(words) : [];
}

/** What a command hands on to the later steps of its job by `$GITHUB_ENV`. */
export function handedOn(
  [program, ...words]: readonly string[],
  { output }: CommandPlace,
): readonly Assigned[] {
  if (output === undefined || specialFile(output) !== 'ENV') return [];
  if (program !== 'echo' && program !== 'printf') return [];
  // `echo` prints its words with a blank between them: one variable, unless lines are broken by `\n`.
  const text = words.filter((word) => !/^-[neE]+$/.test(word)).join(' ');
  return assignedIn(text.split(/\\n/));
}

/** The file that a command writes its own words into, where later ones may read it; GitHub's own files but its path don't count. */
export function writtenFile([program]: readonly string[], { output }: CommandPlace): string | undefined {
  if (output === undefined || (program !== 'echo' && program !== 'printf')) return undefined;
  const special = specialFile(output);
  return special === undefined || special === 'PATH' ? output : undefined;
}

/** `OUTPUT` of `$GITHUB_OUTPUT`, and so on; undefined for any other file. */
function specialFile(target: string): string | undefined {
  return /^\$\{?(?:env:)?GITHUB_(\w+)\}?$/.exec(target)?.[1];
}

/** Those of the words that assign something that programs may mind. */
export function assignedIn(words: readonly string[]): Assigned[] {
  return words.flatMap((word): Assigned[] => {
    const [, name, text = ''] = /^([A-Za-z_]\w*)=([\s\S]*)$/.exec(word) ?? [];
    const value = name === 'PATH' ? othersPath(text) : text.trim();
    return name === undefined || value === '' || isCosmetic(name) ? [] : [[name, value]];
  });
}

/** Of a search path what doesn't stand in the checkout or in one's home, where commands put what they install. */
function othersPath(path: string): string {
  return path
    .split(':')
    .filter((part) => part.startsWith('/'))
    .join(':');
}
