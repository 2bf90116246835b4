import { type Document, parseDocument } from 'yaml';
import { rules as allRules } from '../rules/index.generated.ts';
import type { Rule } from '../rules/rule.ts';
import { type Position, SourceText, type Span } from '../source/source-text.ts';
import { defaultPolicy } from './default-policy.ts';
import { explainIssue } from './explain-issue.ts';
import type { Policy } from './policy.ts';
import { type KeyPath, keyProblems, spanOfPath } from './policy-document.ts';
import { policyFromSettings } from './policy-from-settings.ts';
import { knownKeysAt, policySchema } from './policy-schema.ts';

/** Where a repository keeps its policy. */
export const policyPath = '.github/ci-warden.yml';

/** The longest policy that is read, in UTF-16 code units: far more than any policy needs. */
const longestPolicy = 256 * 1024;

/** After so many problems the rest is only counted. */
const mostComplaints = 100;

/** Something wrong with a policy's file. */
export interface PolicyProblem {
  readonly path: string;
  readonly start: Position;
  readonly end: Position;
  readonly keyPath: KeyPath;
  /** What is wrong, the key path included. */
  readonly message: string;
}

/** A policy as its file says it. Where there are problems it is the default policy, for want of a better one. */
export interface ParsedPolicy {
  readonly policy: Policy;
  readonly problems: readonly PolicyProblem[];
  /** The top-level keys that the file has. */
  readonly stated: ReadonlySet<string>;
}

interface Complaint {
  readonly keyPath: KeyPath;
  readonly span: Span;
  readonly message: string;
}

/** Reads a policy's text. Never throws: whatever is wrong is a problem with its place, and nothing is passed over. */
export function parsePolicy(text: string, path: string, rules: readonly Rule[] = allRules): ParsedPolicy {
  const source = new SourceText(path, text);
  const read = readSettings(text, rules);
  if ('settings' in read) {
    const stated = new Set(Object.keys(read.settings));
    return { policy: policyFromSettings(read.settings), problems: [], stated };
  }
  const problems = read.complaints.map(({ keyPath, span, message }) => ({
    path,
    start: source.positionAt(span.start),
    end: source.positionAt(span.end),
    keyPath,
    message: keyPath.length === 0 ? message : `\`${showKeyPath(keyPath)}\`: ${message}`,
  }));
  const byPlace = problems.toSorted(
    (a, b) =>
      a.start.line - b.start.line || a.start.column - b.start.column || (a.message < b.message ? -1 : 1),
  );
  return { policy: defaultPolicy, problems: byPlace, stated: new Set() };
}

type Settings = NonNullable<ReturnType<ReturnType<typeof policySchema>['safeParse']>['data']>;
type Reading = { readonly settings: Settings } | { readonly complaints: readonly Complaint[] };

function readSettings(text: string, rules: readonly Rule[]): Reading {
  const complain = (message: string): Reading => ({
    complaints: [{ keyPath: [], span: { start: 0, end: 0 }, message }],
  });
  if (text.length > longestPolicy) return complain(`the policy is longer than ${longestPolicy / 1024} KiB`);
  try {
    return readDocument(
      parseDocument(text, { uniqueKeys: false, logLevel: 'error', prettyErrors: false }),
      rules,
    );
  } catch (error) {
    // What remains to be thrown: nesting that exhausts the stack, and aliases that multiply or contain themselves.
    return complain(
      error instanceof RangeError ? 'the policy is nested too deeply' : 'the policy has too many aliases',
    );
  }
}

function readDocument(document: Document.Parsed, rules: readonly Rule[]): Reading {
  const notYaml = [...document.errors, ...document.warnings].map(({ pos, message }) => ({
    keyPath: [],
    span: { start: pos[0], end: pos[1] },
    message: `not valid YAML: ${message}`,
  }));
  if (notYaml.length > 0) return { complaints: notYaml };
  const badKeys = keyProblems(document);
  if (badKeys.length > 0) return { complaints: badKeys };
  const value: unknown = document.toJS({ maxAliasCount: 100 });
  const parsed = policySchema(rules).safeParse(value ?? {}, { reportInput: true });
  if (parsed.success) return { settings: parsed.data };
  const knownKeys = knownKeysAt(rules);
  const explained = parsed.error.issues.flatMap((issue) => explainIssue(issue, knownKeys));
  const complaints = explained
    .slice(0, mostComplaints)
    .map(({ keyPath, part, message }) => ({ keyPath, span: spanOfPath(document, keyPath, part), message }));
  const more = explained.length - complaints.length;
  const rest = { keyPath: [], span: { start: 0, end: 0 }, message: `and ${more} more problems` };
  return { complaints: more > 0 ? [...complaints, rest] : complaints };
}

/** A key path as people write it: `tracking[0].issue`. */
export function showKeyPath(path: KeyPath): string {
  return path
    .map((key, index) => (typeof key === 'number' ? `[${key}]` : index === 0 ? key : `.${key}`))
    .join('');
}
