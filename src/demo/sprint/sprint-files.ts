import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { demoFolder } from '../checkout.ts';

/** The stages of the sprint: each is a folder of files that are added or replaced. */
export type Stage = 'start' | 'mistakes' | 'mended';

/** The files of a stage, by their path in the repository. */
export function filesOf(stage: Stage): Record<string, string> {
  const folder = demoFolder(join('sprint', stage));
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort();
  return Object.fromEntries(
    paths.map((path) => [relative(folder, path).split(sep).join('/'), readFileSync(path, 'utf8')]),
  );
}

/** What the sprint's issue says; the sprint begins on this day. */
export function issueText(start: Date): string {
  const text = readFileSync(demoFolder(join('sprint', 'issue.md')), 'utf8');
  return text.replace('Start: START', `Start: ${start.toISOString().slice(0, 10)}`);
}
