import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** What `app.yml` asks GitHub for. */
export interface Manifest {
  readonly permissions: Readonly<Record<string, string>>;
  readonly events: readonly string[];
}

/** Reads the `app.yml` that this program came with. */
export function readManifest(): Manifest {
  // Some folders up: two from the sources, one from the bundle.
  const places = ['../', '../../', '../../../'].map((up) => new URL(`${up}app.yml`, import.meta.url));
  const file = places.find((place) => existsSync(place));
  if (file === undefined) throw new Error('app.yml is not beside this program');
  const read = parse(readFileSync(file, 'utf8')) as {
    readonly default_permissions: Readonly<Record<string, string>>;
    readonly default_events: readonly string[];
  };
  return { permissions: read.default_permissions, events: read.default_events };
}
