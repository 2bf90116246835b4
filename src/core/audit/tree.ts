/** A file of a repository at one commit, as much of it as the reader could bring. */
export type TreeEntry =
  | { readonly kind: 'text'; readonly path: string; readonly id: string; readonly text: string }
  /** A directory named `x.yml`, a symbolic link, a binary, a file too large or cut short: `why` is for people. */
  | { readonly kind: 'unreadable'; readonly path: string; readonly id: string; readonly why: string };

/** The files of a repository at one commit that an audit may look at, by path from the root, with `/`. */
export type Tree = ReadonlyMap<string, TreeEntry>;

/** Whether GitHub treats the path as a workflow: `.yml` or `.yaml` directly below `.github/workflows`. */
export function isWorkflowPath(path: string): boolean {
  return /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path);
}
