import { parseDocument } from 'yaml';
import type { RemoteAction } from '../core/audit/repository.ts';
import type { GitHubClient } from './client.ts';

/** The manifests read with one request, and the longest that is looked at, in UTF-16 code units. */
const mostAtOnce = 25;
const longestManifest = 64 * 1024;

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
export function remoteActionsQuery(count: number): string {
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
 * How other repositories' actions run, by their whole references (`owner/name/path@ref`). Undefined for one that can't
 * be read or says nothing of it: private elsewhere, gone, or out of an Enterprise Server's reach.
 */
export async function readRemoteActions(
  client: GitHubClient,
  references: readonly string[],
): Promise<ReadonlyMap<string, RemoteAction | undefined>> {
  const found = new Map<string, RemoteAction | undefined>(references.map((text) => [text, undefined]));
  const parsed = references.flatMap((text) => {
    const reference = parseReference(text);
    return reference === undefined ? [] : [{ text, reference }];
  });
  for (let start = 0; start < parsed.length; start += mostAtOnce) {
    const some = parsed.slice(start, start + mostAtOnce);
    const variables = Object.assign({}, ...some.map(({ reference }, index) => variablesOf(reference, index)));
    const { data } = await client.query<Answer>(remoteActionsQuery(some.length), variables);
    some.forEach(({ text }, index) => {
      const action = data[`action${index}`];
      const manifest = action?.yml?.text ?? action?.yaml?.text;
      if (typeof manifest === 'string') found.set(text, howItRuns(manifest));
    });
  }
  return found;
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

function howItRuns(manifest: string): RemoteAction | undefined {
  if (manifest.length > longestManifest) return undefined;
  let using: unknown;
  try {
    using = parseDocument(manifest, { uniqueKeys: false, logLevel: 'silent' }).getIn(['runs', 'using']);
  } catch {
    // A manifest that can't be read says nothing; the workflow that uses it is still looked at.
    return undefined;
  }
  if (using === 'docker' || using === 'composite') return { using };
  return typeof using === 'string' && /^node\d+$/.test(using) ? { using: 'node' } : undefined;
}
