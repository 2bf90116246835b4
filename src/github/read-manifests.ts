import type { GitHubClient, GraphqlError } from './client.ts';

/** The manifests read with one request. */
const mostAtOnce = 25;

interface Reference {
  readonly owner: string;
  readonly name: string;
  readonly folder: string;
  readonly ref: string;
}

interface BlobAnswer {
  readonly text?: string | null;
}
type Answer = Readonly<
  Record<string, { readonly yml: BlobAnswer | null; readonly yaml: BlobAnswer | null } | null>
>;

/** The query that reads the manifests of so many actions. */
export function manifestsQuery(count: number): string {
  const indexes = Array.from({ length: count }, (_, index) => index);
  const declared = indexes.map(
    (i) => `$owner${i}: String!, $name${i}: String!, $yml${i}: String!, $yaml${i}: String!`,
  );
  const fields = indexes.map(
    (i) => `action${i}: repository(owner: $owner${i}, name: $name${i}) {
    yml: object(expression: $yml${i}) { ... on Blob { text } }
    yaml: object(expression: $yaml${i}) { ... on Blob { text } }
  }`,
  );
  return `query ReadActions(${declared.join(', ')}) {\n  ${fields.join('\n  ')}\n}`;
}

/**
 * The manifests of other repositories' actions, by their whole references (`owner/name/path@ref`). Undefined for one that
 * isn't to be had: private elsewhere, gone, or out of an Enterprise Server's reach. One that GitHub failed to tell is left
 * out.
 */
export async function readManifests(
  client: GitHubClient,
  references: readonly string[],
): Promise<ReadonlyMap<string, string | undefined>> {
  const found = new Map<string, string | undefined>(references.map((text) => [text, undefined]));
  const parsed = references.flatMap((text) => {
    const reference = parseReference(text);
    return reference === undefined ? [] : [{ text, reference }];
  });
  for (let start = 0; start < parsed.length; start += mostAtOnce) {
    const some = parsed.slice(start, start + mostAtOnce);
    const variables = Object.assign({}, ...some.map(({ reference }, index) => variablesOf(reference, index)));
    const { data, errors } = await client.query<Answer>(manifestsQuery(some.length), variables);
    const failed = new Set(errors.filter(isPassing).map(({ path }) => path?.[0]));
    some.forEach(({ text }, index) => {
      const alias = `action${index}`;
      const action = data[alias];
      const manifest = action?.yml?.text ?? action?.yaml?.text;
      if (typeof manifest === 'string') found.set(text, manifest);
      else if (failed.has(alias)) found.delete(text);
    });
  }
  return found;
}

/** What may be had a moment later: GitHub names the type of what may not be read, or isn't there. */
function isPassing({ type }: GraphqlError): boolean {
  return type !== 'NOT_FOUND' && type !== 'FORBIDDEN';
}

function parseReference(text: string): Reference | undefined {
  const [, owner, name, folder = '', ref] = /^([\w.-]+)\/([\w.-]+)((?:\/[^@]+)?)@(\S+)$/.exec(text) ?? [];
  if (owner === undefined || name === undefined || ref === undefined) return undefined;
  return { owner, name, folder: folder.replace(/^\/+|\/+$/g, ''), ref };
}

function variablesOf({ owner, name, folder, ref }: Reference, index: number): Record<string, string> {
  const file = (extension: string) => `${ref}:${folder === '' ? '' : `${folder}/`}action.${extension}`;
  return {
    [`owner${index}`]: owner,
    [`name${index}`]: name,
    [`yml${index}`]: file('yml'),
    [`yaml${index}`]: file('yaml'),
  };
}
