// Builds the programs after an installation from a clone. Where npm installs from git for the whole machine
// (`npm install --global git+…`), it prepares the clone with the same `--global`, so that what building needs is not in
// the clone yet.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const npm = process.env.npm_execpath;
if (
  process.env.npm_config_global === 'true' &&
  npm !== undefined &&
  !existsSync(resolve(root, 'node_modules/esbuild'))
) {
  const options = [
    '--global=false',
    '--prefix',
    root,
    '--include=dev',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
  ];
  execFileSync(process.execPath, [npm, 'ci', ...options], { cwd: root, stdio: ['ignore', 2, 2] });
}
await import('./build.ts');
