import { remembered } from '../remembered.ts';
import type { SourceText } from '../source/source-text.ts';

/** The container runtimes whose commands are understood. */
export const runtimes = ['crun', 'runc', 'youki', 'podman', 'docker', 'pct', 'lxc', 'incus'] as const;
export type Runtime = (typeof runtimes)[number];

/** The OCI runtimes below the engines: nothing cleans up behind them, on any machine. */
export const lowLevelRuntimes: ReadonlySet<Runtime> = new Set(['crun', 'runc', 'youki']);

// A letter behind a backslash is none: `\ndocker` in a quoted YAML text.
const mentions = new Map(
  runtimes.map((runtime) => [runtime, new RegExp(`(?<!(?<!\\\\)[A-Za-z])${runtime}(?![A-Za-z])`)]),
);

/** Whether a text has a runtime's name in it, as a word or a part of one that is not of letters alone (`runc-1.2`). */
export function namesRuntime(text: string, runtime: Runtime): boolean {
  return text.includes(runtime) && mentions.get(runtime)?.test(text) === true;
}

/** The runtimes that a file names. */
export const runtimesNamed: (source: SourceText) => ReadonlySet<Runtime> = remembered(
  ({ text }) => new Set(runtimes.filter((runtime) => namesRuntime(text, runtime))),
);
