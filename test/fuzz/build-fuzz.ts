import { join } from 'node:path';
import { build } from 'esbuild';
import { bundleOptions } from '../../scripts/bundle-options.ts';

/** Bundles the fuzzing thread, and what the server needs, from the sources as they are now; returns the folder. */
export async function buildFuzz(root: string, name: string): Promise<string> {
  const outdir = join(root, 'dist/tested', name);
  const entryPoints = {
    main: join(root, 'test/fuzz/main.ts'),
    'fuzz-thread': join(root, 'test/fuzz/fuzz-thread.ts'),
    'audit-worker': join(root, 'src/app/audit/audit-worker.ts'),
    'pglite-worker': join(root, 'src/queue/pglite-worker.ts'),
  };
  await build({ ...bundleOptions, entryPoints, outdir, splitting: true });
  return outdir;
}
