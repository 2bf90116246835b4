import { readAll, readOptions } from '../shell/read-options.ts';
import type { ContainerAction, Query } from './container-action.ts';
import type { Runtime } from './runtime.ts';
import type { Words } from './words.ts';

/** The options that stand before the sub-command and take a value. */
export const ociOptions = {
  short: 'l',
  long: ['--root', '--log', '--log-format', '--log-level', '--cgroup-manager', '--criu', '--rootless'],
};
const createOptions = {
  short: 'bfp',
  long: ['--bundle', '--config', '--console-socket', '--pid-file', '--preserve-fds'],
};

/** What a `crun`, `runc` or `youki` command does. A `run` in the foreground deletes its container when it ends. */
export function ociAction(runtime: Runtime, words: Words): ContainerAction | undefined {
  const { operandsFrom } = readOptions(words.texts, 1, ociOptions);
  const name = words.texts[operandsFrom];
  const shape = name === 'create' || name === 'run' ? createOptions : {};
  const { options, operands } = readAll(words.texts, operandsFrom + 1, shape);
  const has = (...names: string[]) => options.some((option) => names.includes(option.name));
  const [id] = operands;
  const target = { kind: 'named', values: operands.slice(0, 1) } as const;
  switch (name) {
    case 'create':
    case 'run': {
      const keeps = name === 'run' && has('--keep');
      const detached = has('-d', '--detach');
      // In the background it deletes its container only if it comes to its end: who doesn't wait for it doesn't know.
      const aside = !detached && words.call.background;
      const stays = name === 'create' || detached || keeps || aside;
      if (!stays || id === undefined) return undefined;
      return {
        does: 'create',
        runtime,
        names: [id],
        state: name === 'create' ? 'created' : detached || aside ? 'running' : 'stopped',
        removesItself: aside && !keeps,
        uncertain: false,
        labels: [],
        printsId: false,
        ...(aside && { background: true }),
        command: `${runtime} ${name}${detached ? ' -d' : ''}`,
      };
    }
    case 'start':
    case 'resume':
      return { does: 'start', runtime, target };
    case 'kill':
      return { does: 'stop', failsIfStopped: true, runtime, target };
    case 'delete': {
      const everything: Query = { runtime, which: 'all', filters: [] };
      const named = has('-r', '--regex') ? ({ kind: 'query', query: everything } as const) : target;
      return { does: 'remove', runtime, force: has('-f', '--force'), target: named };
    }
    case 'list':
      return { does: 'look', runtime, prints: { runtime, which: 'all', filters: [] } };
    case 'state':
    case 'ps':
    case 'spec':
    case 'features':
    case undefined:
      return { does: 'look', runtime };
    default:
      return name.startsWith('-') ? { does: 'look', runtime } : undefined;
  }
}
