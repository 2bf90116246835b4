import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout's folder, from wherever below it this runs: the sources or the bundle. */
export function checkoutFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    if (dirname(folder) === folder) throw new Error('the demo runs from a checkout of CI Warden only');
    folder = dirname(folder);
  }
  return folder;
}

/** A folder of the demo's sources. */
export function demoFolder(name: string): string {
  return join(checkoutFolder(), 'src', 'demo', name);
}
