import { cp, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import manifest from '../package.json' with { type: 'json' };

const template = join(tmpdir(), `ci-warden-pglite-${manifest.dependencies['@electric-sql/pglite']}`);

/**
 * A folder with an empty embedded database, for whoever removes it afterwards. Copied from one that is made once on each
 * machine: to make one anew takes seconds.
 */
export async function newPgliteFolder(): Promise<string> {
  if (!(await isThere(template))) await makeTemplate();
  const folder = await mkdtemp(join(tmpdir(), 'ci-warden-data-'));
  await cp(template, join(folder, 'pglite'), { recursive: true });
  return folder;
}

async function makeTemplate(): Promise<void> {
  const making = await mkdtemp(`${template}-`);
  await (await PGlite.create(making)).close();
  // Whoever is first wins; the others have the same.
  await rename(making, template).catch(() => rm(making, { recursive: true, force: true }));
}

function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
