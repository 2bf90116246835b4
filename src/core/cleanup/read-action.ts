import type { Call } from '../shell/domain.ts';
import type { SymbolTable } from '../shell/symbols.ts';
import { commandName } from '../shell/wrappers.ts';
import { composeAction } from './compose-command.ts';
import type { ContainerAction } from './container-action.ts';
import { engineAction } from './engine-command.ts';
import { ociAction } from './oci-command.ts';
import { lowLevelRuntimes, type Runtime } from './runtime.ts';
import { lxcToolAction, lxdAction, pctAction } from './system-container-command.ts';
import type { Words } from './words.ts';

/** What a command does to containers; undefined where it is no command of a container runtime, or none that matters. */
export function readAction(call: Call, symbols: SymbolTable): ContainerAction | undefined {
  const name = runtimeName(call.argv[0].value);
  const reader = readers.get(name);
  const action = reader?.(wordsOf(call, symbols));
  return action && call.wrappers.includes('xargs') ? ofWhatComesIn(action) : action;
}

/** The name behind any path for the runtimes that are built where they are tested (`./crun`, `target/debug/youki`). */
export function runtimeName(word: string): string {
  const name = commandName(word);
  const base = name.slice(name.lastIndexOf('/') + 1);
  return lowLevelRuntimes.has(base as Runtime) ? base : name;
}

/** `xargs docker rm -f` where it isn't known what comes in: any container. */
function ofWhatComesIn(action: ContainerAction): ContainerAction {
  if (action.does === 'create' || action.does === 'look') return action;
  const { target, runtime } = action;
  if (target.kind !== 'named' || target.values.length > 0) return action;
  return { ...action, target: { kind: 'query', query: { runtime, which: 'all', filters: [] } } };
}

type Reader = (words: Words) => ContainerAction | undefined;

const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['docker', (words) => engineAction('docker', words)],
  ['podman', (words) => engineAction('podman', words)],
  ['docker-compose', (words) => composeAction('docker', words, 1)],
  ['podman-compose', (words) => composeAction('podman', words, 1)],
  ['crun', (words) => ociAction('crun', words)],
  ['runc', (words) => ociAction('runc', words)],
  ['youki', (words) => ociAction('youki', words)],
  ['pct', pctAction],
  ['lxc', (words) => lxdAction('lxc', words)],
  ['incus', (words) => lxdAction('incus', words)],
  ...['lxc-create', 'lxc-copy', 'lxc-start', 'lxc-stop', 'lxc-destroy', 'lxc-ls', 'lxc-info'].map(
    (tool): [string, Reader] => [tool, (words) => lxcToolAction(tool, words)],
  ),
]);

/** The words of a command for those who read it. */
export function wordsOf(call: Call, symbols: SymbolTable): Words {
  return {
    texts: call.argv.map((field) => field.value),
    call,
    isOpen(index) {
      const field = call.argv[index];
      if (field === undefined) return false;
      const pieces = symbols.split(field.value);
      return pieces.length === 1 && typeof pieces[0] === 'object' && !isQuoted(call, index);
    },
  };
}

function isQuoted(call: Call, index: number): boolean {
  const field = call.argv[index];
  return field !== undefined && call.at.script.original[field.word.pos] === '"';
}
