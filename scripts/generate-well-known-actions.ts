// Writes src/core/capability/well-known-actions.generated.ts: how the actions of the repositories listed in
// scripts/generate/well-known-actions.txt run, as their manifests say at each major version and on the default branch.
// It reads git clones and asks nobody. What an earlier reading found of a repository without a clone stays, with its
// date. Run it by hand:
//   node scripts/generate-well-known-actions.ts <folder with clones as owner/name, bare or not>
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { drivesDocker } from '../src/core/capability/drives-docker.ts';
import type { ActionReading, WellKnownAction } from '../src/core/capability/well-known-action.ts';
import { readingAt } from '../src/core/capability/well-known-action.ts';
import { wellKnownActions } from '../src/core/capability/well-known-actions.generated.ts';
import { ActionClone } from './generate/action-clone.ts';
import { type Manifest, readManifest } from './generate/read-manifest.ts';

const target = new URL('../src/core/capability/well-known-actions.generated.ts', import.meta.url);
const list = new URL('generate/well-known-actions.txt', import.meta.url);
const notForOthers =
  /(^|\/)(\.[^/]*|node_modules|(?:.*[-_])?(?:__)?tests?(?:__)?|examples?|fixtures?|e2e|internal)(\/|$)/i;
const today = new Date().toISOString().slice(0, 10);

const folder = process.argv[2];
if (folder === undefined) throw new Error('Name the folder with the clones: owner/name below it.');

interface Found {
  readonly ref: string;
  readonly commit: string;
  readonly manifest: Manifest;
}

const repositories = readFileSync(list, 'utf8').trim().split('\n');
const found = new Map<string, Found[]>();
const unread: string[] = [];
for (const repository of repositories) {
  const directory = join(folder, repository);
  if (existsSync(directory)) readRepository(repository, new ActionClone(directory));
  else unread.push(repository);
}

const known = new Map<string, WellKnownAction>();
for (const [action, entry] of wellKnownActions) {
  if (unread.some((repository) => `${action}/`.startsWith(`${repository.toLowerCase()}/`)))
    known.set(action, entry);
}
for (const [action, readings] of found)
  known.set(
    action,
    asEntry(readings, () => undefined),
  );
// A composite action may use another one that is read after it, and so on.
for (let before = ''; before !== text(); ) {
  before = text();
  for (const [action, readings] of found) known.set(action, asEntry(readings, needsDocker));
}

writeFileSync(target, text());
console.log(`${found.size} actions read in ${repositories.length - unread.length} repositories`);
if (unread.length > 0) console.log(`no clone, kept as they were: ${unread.join(' ')}`);

function readRepository(repository: string, clone: ActionClone): void {
  for (const { name: ref, commit } of clone.refs()) {
    for (const path of clone.manifests(commit)) {
      const directory = posix.dirname(path);
      if (notForOthers.test(directory) && directory !== '.') continue;
      const manifest = readManifest(clone.text(commit, path) ?? '', {
        text: (file) => clone.text(commit, posix.join(directory, file)),
        programs: () => clone.programs(commit).flatMap((file) => clone.text(commit, file) ?? []),
      });
      if (manifest === undefined) continue;
      const action = posix.join(repository, directory).toLowerCase();
      const readings = found.get(action) ?? [];
      found.set(action, [...readings.filter((one) => one.ref !== ref), { ref, commit, manifest }]);
    }
  }
}

function asEntry(readings: readonly Found[], needs: (uses: string) => boolean | undefined): WellKnownAction {
  return { read: today, refs: readings.map((reading) => asReading(reading, needs)) };
}

function asReading(
  { ref, commit, manifest }: Found,
  needs: (uses: string) => boolean | undefined,
): ActionReading {
  const { kind, runsDocker, uses } = manifest;
  const short = commit.slice(0, 12);
  if (kind !== 'composite') return [ref, kind, short];
  const all = [runsDocker, ...uses.map(needs)];
  if (all.includes(true)) return [ref, kind, short, 'docker'];
  return all.includes(undefined) ? [ref, kind, short] : [ref, kind, short, 'no docker'];
}

function needsDocker(uses: string): boolean | undefined {
  if (uses.startsWith('docker://') || drivesDocker(uses)) return true;
  const reading = readingAt(known, uses);
  if (reading === undefined) return undefined;
  const [, kind, , seen] = reading;
  return kind === 'composite' ? seen && seen === 'docker' : kind === 'docker';
}

function text(): string {
  const lines = [...known]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([action, { read, refs }]) => `  ['${action}', { read: '${read}', refs: ${JSON.stringify(refs)} }],`,
    );
  return `// Written by scripts/generate-well-known-actions.ts from the actions' own manifests.
import type { WellKnownAction } from './well-known-action.ts';

/** How well-known actions run: by \`owner/name/path\` in lower case, as their manifests said when they were read. */
export const wellKnownActions: ReadonlyMap<string, WellKnownAction> = new Map<string, WellKnownAction>([
${lines.join('\n')}
]);
`;
}
