import type { z } from 'zod';
import { nearestName } from './nearest-name.ts';
import type { KeyPath } from './policy-document.ts';

type Issue = z.core.$ZodIssue;

/** A violation of the policy's schema, in words, and the key or value that it is about. */
export interface ExplainedIssue {
  readonly keyPath: KeyPath;
  readonly part: 'key' | 'value';
  readonly message: string;
}

/** Puts a violation of a schema (reported with its input) into words; `knownKeys` tells which keys may stand at a path. */
export function explainIssue(
  issue: Issue,
  knownKeys: (path: KeyPath) => readonly string[],
): ExplainedIssue[] {
  return explainBelow(issue, [], knownKeys);
}

function explainBelow(
  issue: Issue,
  base: KeyPath,
  knownKeys: (path: KeyPath) => readonly string[],
): ExplainedIssue[] {
  const keyPath = [...base, ...issue.path.map((key) => (typeof key === 'number' ? key : String(key)))];
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(keyPath);
    return issue.keys.map((key) => unknownKey([...keyPath, key], key, known));
  }
  if (issue.code === 'invalid_union') {
    const branch = likeliestBranch(issue);
    if (branch) return branch.flatMap((inner) => explainBelow(inner, keyPath, knownKeys));
  }
  if (issue.code === 'invalid_key') return [{ keyPath, part: 'key', message: 'a name must not be empty' }];
  return [{ keyPath, part: 'value', message: inWords(issue) }];
}

function unknownKey(keyPath: KeyPath, key: string, known: readonly string[]): ExplainedIssue {
  const nearest = nearestName(key, known);
  const hint =
    nearest !== undefined ? `did you mean \`${nearest}\`?` : `known here: ${known.toSorted().join(', ')}`;
  return { keyPath, part: 'key', message: `unknown key \`${shorten(key)}\`; ${hint}` };
}

/** The alternative whose type the value has; where none has it, the union speaks for itself. */
function likeliestBranch(issue: Issue & { code: 'invalid_union' }): readonly Issue[] | undefined {
  const isCollection = typeof issue.input === 'object' && issue.input !== null;
  const isOfAnotherType = (inner: Issue) =>
    inner.path.length === 0 &&
    (inner.code === 'invalid_type' || (isCollection && inner.code === 'invalid_value'));
  return issue.errors.find((branch) => branch.length > 0 && !branch.some(isOfAnotherType));
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: '`true` or `false`',
  array: 'a list',
  object: 'a mapping',
  record: 'a mapping',
};

function inWords(issue: Issue): string {
  if (issue.input === undefined) return 'is missing';
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${typeNames[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `must be ${issue.values.length === 1 ? '' : 'one of '}${quoteAll(issue.values)}`;
    case 'too_small':
      return issue.origin === 'array' || issue.origin === 'string'
        ? 'must not be empty'
        : `must be ${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}`;
    case 'too_big':
      return `must be at most ${issue.maximum}`;
    case 'invalid_format':
      return issue.format === 'date' ? 'must be a date such as 2025-10-10' : `must be ${issue.format}`;
    case 'invalid_union':
      if ('options' in issue && Array.isArray(issue.options))
        return `must be one of ${quoteAll(issue.options)}`;
      return 'must be a severity (`off`, `note`, `warning`, `error`) or a mapping of settings';
    default:
      return issue.message;
  }
}

function quoteAll(values: readonly unknown[]): string {
  return values.map((value) => `\`${String(value)}\``).join(', ');
}

function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
