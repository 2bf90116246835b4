import { readAll } from '../shell/read-options.ts';
import type { ContainerAction, Creation, Query, Target } from './container-action.ts';
import type { Words } from './words.ts';

const newPod = {
  does: 'create',
  runtime: 'podman',
  removesItself: false,
  uncertain: false,
  labels: [],
} as const;

/** What `podman pod …` does. */
export function podCommand(words: Words, at: number): ContainerAction {
  const name = words.texts[at];
  const shape = { short: 't', long: ['--time', '--name', '--share'] };
  const { options, operands } = readAll(words.texts, at + 1, shape);
  if (name === 'create') {
    const pod = options.find((option) => option.name === '--name')?.value ?? operands[0];
    const names = pod === undefined ? [] : [pod];
    const made: Creation = {
      ...newPod,
      names,
      state: 'created',
      pod,
      printsId: true,
      command: 'podman pod create',
    };
    return made;
  }
  const all = options.some((option) => option.name === '-a' || option.name === '--all');
  const force = options.some((option) => option.name === '-f' || option.name === '--force');
  const query: Query = { runtime: 'podman', which: 'all', filters: [] };
  const target: Target = all ? { kind: 'query', query } : { kind: 'pod', values: operands };
  if (name === 'rm') return { does: 'remove', runtime: 'podman', target, force };
  if (name === 'stop' || name === 'kill')
    return { does: 'stop', failsIfStopped: false, runtime: 'podman', target };
  return { does: 'look', runtime: 'podman' };
}

/** `podman kube play file` makes pods, `kube down file` (and `play --down`) takes them away. */
export function kubeCommand(name: string, words: Words, at: number): ContainerAction | undefined {
  const from = words.texts[at] === 'kube' ? at + 1 : at;
  const shape = { long: ['--network', '--configmap', '--log-driver'] };
  const { options, operands } = readAll(words.texts, from, shape);
  const project = { options: [], name: undefined, files: operands.slice(0, 1), directory: words.call.cwd };
  const down = name === 'down' || options.some((option) => option.name === '--down');
  if (down) return { does: 'remove', runtime: 'podman', force: true, target: { kind: 'project', project } };
  if (name !== 'play') return undefined;
  return { ...newPod, names: [], state: 'running', project, printsId: false, command: 'podman kube play' };
}
