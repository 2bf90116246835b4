import type { Tree, TreeEntry } from '../core/audit/tree.ts';

/** The file in which a repository, and an organisation's `.github` repository, keeps its policy. */
export const policyPath = '.github/ci-warden.yml';
const workflowFolder = '.github/workflows';

interface BlobAnswer {
  readonly text?: string | null;
  readonly isBinary?: boolean | null;
  readonly isTruncated?: boolean;
  readonly byteSize?: number;
}

interface EntryAnswer {
  readonly name: string;
  readonly type: string;
  readonly mode: number;
  readonly oid: string;
  readonly object: BlobAnswer | { readonly entries?: readonly EntryAnswer[] | null } | null;
}

/** A commit as the fragment of `filesFragment` brings it. */
export interface CommitAnswer {
  readonly oid: string;
  readonly workflows?: EntryAnswer | null;
  readonly policy?: EntryAnswer | null;
  readonly [alias: `file${number}`]: EntryAnswer | null | undefined;
}

/** A file that GitHub cut short: its text has to be fetched by itself. */
export interface CutEntry {
  readonly kind: 'cut';
  readonly path: string;
  readonly id: string;
  readonly bytes: number;
}

/** The files of a commit as they came. */
export type RawTree = ReadonlyMap<string, TreeEntry | CutEntry>;

/** A commit's files, as many as were read. */
export interface CommitFiles {
  readonly oid: string;
  readonly tree: Tree;
}

const entryFields = 'name type mode oid object { ... on Blob { text isBinary isTruncated byteSize } }';

/** A GraphQL fragment `Files` of a commit: its workflows, its policy, and the files that the variables `$path0`… name. */
export function filesFragment(paths: readonly string[]): string {
  return `fragment Files on Commit {
  oid
  workflows: file(path: "${workflowFolder}") {
    name type mode oid
    object { ... on Tree { entries { ${entryFields} } } }
  }
  policy: file(path: "${policyPath}") { ${entryFields} }
  ${fileFields(paths)}
}`;
}

/** The same fragment without workflows and policy. */
export function onlyFilesFragment(paths: readonly string[]): string {
  return `fragment Files on Commit {\n  oid\n  ${fileFields(paths)}\n}`;
}

function fileFields(paths: readonly string[]): string {
  return paths.map((_, index) => `file${index}: file(path: $path${index}) { ${entryFields} }`).join('\n  ');
}

/** The declarations of the variables that the fragment uses, each after a comma. */
export function pathVariables(paths: readonly string[]): string {
  return paths.map((_, index) => `, $path${index}: String!`).join('');
}

/** The values of the variables that the fragment uses. */
export function pathValues(paths: readonly string[]): Record<string, string> {
  return Object.fromEntries(paths.map((path, index) => [`path${index}`, path]));
}

/** The files that the fragment brought. */
export function rawTreeOf(commit: CommitAnswer, paths: readonly string[]): RawTree {
  const folder = commit.workflows?.object;
  const workflows = folder && 'entries' in folder ? (folder.entries ?? []) : [];
  const entries = [
    ...workflows.map((entry) => toEntry(`${workflowFolder}/${entry.name}`, entry)),
    ...(commit.policy ? [toEntry(policyPath, commit.policy)] : []),
    ...paths.flatMap((path, index) => {
      const entry = commit[`file${index}`];
      return entry ? [toEntry(path, entry)] : [];
    }),
  ];
  return new Map(entries.map((entry) => [entry.path, entry]));
}

const symbolicLink = 0o120000;

function toEntry(path: string, { type, mode, oid: id, object }: EntryAnswer): TreeEntry | CutEntry {
  const unreadable = (why: string): TreeEntry => ({ kind: 'unreadable', path, id, why });
  if (type === 'tree') return unreadable('it is a directory');
  if (type === 'commit') return unreadable('it is a submodule');
  if (mode === symbolicLink) return unreadable('it is a symbolic link');
  const blob = (object ?? {}) as BlobAnswer;
  if (blob.isTruncated === true) return { kind: 'cut', path, id, bytes: blob.byteSize ?? 0 };
  // GitHub gives no text of what it takes for binary, UTF-16 among it.
  if (typeof blob.text !== 'string') return unreadable('it is not UTF-8 text');
  return { kind: 'text', path, id, text: blob.text };
}
