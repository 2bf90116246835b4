import { parseDocument } from 'yaml';
import type { RemoteAction } from '../audit/repository.ts';

/** The longest manifest that is looked at, in UTF-16 code units. */
const longestManifest = 64 * 1024;

/** How an action runs by its manifest (`action.yml`); undefined where that can't be read or says nothing of it. */
export function howItRuns(manifest: string): RemoteAction | undefined {
  if (manifest.length > longestManifest) return undefined;
  let using: unknown;
  try {
    using = parseDocument(manifest, { uniqueKeys: false, logLevel: 'silent' }).getIn(['runs', 'using']);
  } catch {
    // A manifest that can't be read says nothing; the workflow that uses it is still looked at.
    return undefined;
  }
  if (using === 'docker' || using === 'composite') return { using };
  return typeof using === 'string' && /^node\d+$/.test(using) ? { using: 'node' } : undefined;
}
