import type { IssueFacts } from '../core/progress/evidence/facts.ts';
import type { GraphqlAnswer } from './client.ts';

interface IssueAnswer {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly url: string;
}

/** What `issuesPart` of a query answers. */
export interface IssuesAnswer {
  readonly tracker?: { readonly [alias: `issue${number}`]: IssueAnswer | null } | null;
}

/**
 * The part of a query that reads issues, apart from the rest, so that an issue that may not be read spoils nothing else;
 * nothing where none are asked for.
 */
export function issuesPart(issues: readonly number[]): string {
  if (issues.length === 0) return '';
  const fields = issues.map(
    (_, index) => `issue${index}: issue(number: $issue${index}) { number title body url }`,
  );
  return `tracker: repository(owner: $owner, name: $name) {\n    ${fields.join('\n    ')}\n  }`;
}

/** The declarations of the variables that the part uses, each after a comma. */
export function issueVariables(issues: readonly number[]): string {
  return issues.map((_, index) => `, $issue${index}: Int!`).join('');
}

/** The values of the variables that the part uses. */
export function issueValues(issues: readonly number[]): Record<string, number> {
  return Object.fromEntries(issues.map((number, index) => [`issue${index}`, number]));
}

/** The issues that the part brought; undefined for one that isn't there. What may not be read, or failed, is left out. */
export function issuesOf(
  { data, errors }: GraphqlAnswer<IssuesAnswer>,
  issues: readonly number[],
): ReadonlyMap<number, IssueFacts | undefined> {
  const failed = errors.filter(({ path, type }) => path?.[0] === 'tracker' && type !== 'NOT_FOUND');
  const read = issues.flatMap((number, index): [number, IssueFacts | undefined][] => {
    const alias = `issue${index}` as const;
    const found = data.tracker?.[alias];
    if (found) return [[number, { number, title: found.title, body: found.body, url: found.url }]];
    return failed.some(({ path }) => path?.[1] === undefined || path[1] === alias)
      ? []
      : [[number, undefined]];
  });
  return new Map(read);
}
