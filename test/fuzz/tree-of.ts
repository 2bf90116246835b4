import { createHash } from 'node:crypto';
import type { Tree, TreeEntry } from '../../src/core/audit/tree.ts';
import type { Files } from './grow/repository.ts';

/** Files as a tree, as GitHub gives them. */
export function treeOf(files: Files): Tree {
  return new Map(
    Object.entries(files).map(([path, text]): [string, TreeEntry] => {
      const id = createHash('sha1').update(text).digest('hex');
      // No file on GitHub holds a half of a surrogate pair.
      return [path, { kind: 'text', path, id, text: text.toWellFormed() }];
    }),
  );
}
