/** What a check run answers; its external id says it, so that a re-run can answer it again. */
export type Question =
  | { readonly kind: 'pull-request'; readonly number: number }
  | { readonly kind: 'push'; readonly ref: string; readonly before: string }
  | { readonly kind: 'merge-group'; readonly base: string };

/** The question as an external id: `pull:12`, `push:refs/heads/main:<before>`, `merge-group:<base>`. */
export function toExternalId(question: Question): string {
  switch (question.kind) {
    case 'pull-request':
      return `pull:${question.number}`;
    case 'push':
      return `push:${question.ref}:${question.before}`;
    case 'merge-group':
      return `merge-group:${question.base}`;
  }
}

/** The question that an external id stands for; undefined where it is none of ours. */
export function fromExternalId(externalId: string): Question | undefined {
  const [, number] = /^pull:([1-9]\d{0,9})$/.exec(externalId) ?? [];
  if (number !== undefined) return { kind: 'pull-request', number: Number(number) };
  const [, ref, before] = /^push:(refs\/heads\/[^:\s]+):([0-9a-f]{40,64})$/.exec(externalId) ?? [];
  if (ref !== undefined && before !== undefined) return { kind: 'push', ref, before };
  const [, base] = /^merge-group:([0-9a-f]{40,64})$/.exec(externalId) ?? [];
  return base === undefined ? undefined : { kind: 'merge-group', base };
}
