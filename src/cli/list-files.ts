import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const leftOut = new Set(['.git', 'node_modules']);
const mostFiles = 50_000;

/** The paths of a directory's files, from its root, with `/`; undefined where there are too many to tell. */
export function listFiles(root: string): readonly string[] | undefined {
  const paths: string[] = [];
  const folders = [''];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (!entry.isDirectory()) paths.push(path);
      else if (!leftOut.has(entry.name)) folders.push(path);
    }
    if (paths.length > mostFiles) return undefined;
  }
  return paths.sort();
}
