// Bundles the programs into dist/: those that ship, or those named as arguments.
import { existsSync } from 'node:fs';
import { build } from 'esbuild';
import { bundleOptions } from './bundle-options.ts';

const shipped = {
  cli: 'src/bin/main.ts',
  server: 'src/app/main.ts',
  'audit-worker': 'src/app/audit/audit-worker.ts',
  'pglite-worker': 'src/queue/pglite-worker.ts',
  demo: 'src/demo/main.ts',
};
const programs: Record<string, string> = { ...shipped, bench: 'bench/main.ts' };

const named = process.argv.slice(2);
const wanted = named.length > 0 ? named : Object.keys(shipped);
const entryPoints = Object.fromEntries(
  wanted.map((name) => [name, programs[name] ?? name] as const).filter(([, file]) => existsSync(file)),
);

await build({ ...bundleOptions, entryPoints, outdir: 'dist', splitting: true });
