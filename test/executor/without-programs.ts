import { existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { debianPath } from './machine.ts';

/** Makes a folder that stands for the system's PATH, with links to all its programs but those named. */
export function withoutPrograms(folder: string, names: readonly string[]): string {
  mkdirSync(folder);
  const taken = new Set(names);
  for (const source of debianPath.split(':').filter(existsSync)) {
    for (const name of readdirSync(source)) {
      if (taken.has(name)) continue;
      taken.add(name);
      symlinkSync(join(source, name), join(folder, name));
    }
  }
  return folder;
}
