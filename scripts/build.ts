// Bundles the three programs into dist/.
import { existsSync } from 'node:fs';
import { build } from 'esbuild';
import { bundleOptions } from './bundle-options.ts';

const programs: Record<string, string> = {
  cli: 'src/cli/main.ts',
  server: 'src/app/main.ts',
  demo: 'src/demo/main.ts',
};

await build({
  ...bundleOptions,
  entryPoints: Object.fromEntries(Object.entries(programs).filter(([, file]) => existsSync(file))),
  outdir: 'dist',
  splitting: true,
});
