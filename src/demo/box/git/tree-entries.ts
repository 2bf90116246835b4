/** One entry of a git tree, as the tree object has it. */
export interface TreeEntry {
  readonly name: string;
  /** Octal, as git writes it: 100644, 100755, 120000 (link), 40000 (tree), 160000 (submodule). */
  readonly mode: string;
  readonly oid: string;
}

/** The entries of a tree object's bytes, in git's order. */
export function treeEntries(content: Buffer): TreeEntry[] {
  const entries: TreeEntry[] = [];
  let at = 0;
  while (at < content.length) {
    const space = content.indexOf(0x20, at);
    const zero = content.indexOf(0x00, space);
    entries.push({
      mode: content.toString('latin1', at, space),
      name: content.toString('utf8', space + 1, zero),
      oid: content.toString('hex', zero + 1, zero + 21),
    });
    at = zero + 21;
  }
  return entries;
}

/** What an entry's mode says it is. */
export function entryType(mode: string): 'blob' | 'tree' | 'commit' {
  if (mode === '40000') return 'tree';
  return mode === '160000' ? 'commit' : 'blob';
}
