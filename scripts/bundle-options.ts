import type { BuildOptions } from 'esbuild';
import manifest from '../package.json' with { type: 'json' };

// Only GitHub's parser is bundled in from node_modules: it imports JSON in a way that plain Node refuses.
// Everything else stays an import, development dependencies too: the demo runs from a checkout.
const bundledIn = new Set(['@actions/workflow-parser', '@actions/expressions']);
const external = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })
  .filter((name) => !bundledIn.has(name))
  .flatMap((name) => [name, `${name}/*`]);

/** How our programs are bundled for Node. */
export const bundleOptions = {
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node22',
  sourcemap: true,
  external,
  define: { 'process.env.CI_WARDEN_VERSION': JSON.stringify(manifest.version) },
  banner: {
    js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
  },
  logLevel: 'warning',
} satisfies BuildOptions;
