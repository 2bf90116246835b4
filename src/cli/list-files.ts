import { type Dirent, readdirSync } from 'node:fs';
import { join } from 'node:path';

const leftOut = new Set(['.git', 'node_modules']);
const mostFiles = 50_000;

/** The paths of a directory's files, from its root, with `/`; undefined where there are too many to tell. */
export function listFiles(root: string): readonly string[] | undefined {
  const paths: string[] = [];
  const folders = [''];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of entriesOf(join(root, folder))) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (!entry.isDirectory()) paths.push(path);
      else if (!leftOut.has(entry.name)) folders.push(path);
    }
    if (paths.length > mostFiles) return undefined;
  }
  return paths.sort();
}

/** A folder that may not be read hides its files from us: nothing of it is known. */
function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
