// `npm run fuzz [-- --seed <n>] [--count <n>] [--target <name>] [--from <n>] [--show]`: bundles the product with the inputs, and runs them.
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildFuzz } from './build-fuzz.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = await buildFuzz(root, 'fuzz');
const { main } = (await import(pathToFileURL(join(folder, 'main.js')).href)) as typeof import('./main.ts');
process.exitCode = await main(root, folder, process.argv.slice(2));
