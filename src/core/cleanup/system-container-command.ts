import { readAll, readOptions } from '../shell/read-options.ts';
import type { ContainerAction, Creation, Query, Target } from './container-action.ts';
import type { Runtime } from './runtime.ts';
import type { Words } from './words.ts';

function creation(runtime: Runtime, command: string, rest: Partial<Creation>): Creation {
  return {
    ...{ does: 'create', runtime, names: [], state: 'created', removesItself: false, uncertain: false },
    ...{ labels: [], printsId: false, command },
    ...rest,
  };
}

/** What a `pct` command (Proxmox containers) does. `pct destroy` refuses a running one without `--force`. */
export function pctAction(words: Words): ContainerAction | undefined {
  const [, name, ...rest] = words.texts;
  const { options, operands } = readAll(rest, 0, {
    but: true,
    long: ['--force', '--purge', '--unique', '--full'],
  });
  const on = (...names: string[]) =>
    options.some((option) => names.includes(option.name.replace(/^--?/, '')) && option.value !== '0');
  const [first, second] = rest;
  const target = { kind: 'named', values: first === undefined ? [] : [first] } as const;
  switch (name) {
    case 'create':
    case 'restore':
      return creation('pct', `pct ${name}`, {
        names: [...target.values],
        state: on('start') ? 'running' : 'created',
      });
    case 'clone':
      return creation('pct', 'pct clone', { names: second === undefined ? [] : [second] });
    case 'start':
    case 'reboot':
      return { does: 'start', runtime: 'pct', target };
    case 'stop':
    case 'shutdown':
      return { does: 'stop', failsIfStopped: false, runtime: 'pct', target };
    case 'destroy':
      return {
        does: 'remove',
        runtime: 'pct',
        target,
        force: rest.some((word) => /^--?force(=1)?$/.test(word)),
      };
    case 'list':
      return { does: 'look', runtime: 'pct', prints: { runtime: 'pct', which: 'all', filters: [] } };
    default:
      return name === 'status' || name === 'config' || operands.length === 0
        ? { does: 'look', runtime: 'pct' }
        : undefined;
  }
}

/** What `lxc` (LXD's client) and `incus` do. A name with a remote (`host:name`) is another machine's. */
export function lxdAction(runtime: 'lxc' | 'incus', words: Words): ContainerAction | undefined {
  const { operandsFrom } = readOptions(words.texts, 1, { long: ['--project'] });
  const name = words.texts[operandsFrom];
  const { options, operands } = readAll(words.texts, operandsFrom + 1, {
    short: 'pcnstdf',
    long: [
      '--profile',
      '--config',
      '--network',
      '--storage',
      '--type',
      '--target',
      '--device',
      '--format',
      '--columns',
    ],
  });
  const has = (...names: string[]) => options.some((option) => names.includes(option.name));
  const remote = (text: string | undefined) => text !== undefined && /^[\w-]+:/.test(text);
  switch (name) {
    case 'launch':
    case 'init':
    case 'create':
    case 'copy':
    case 'cp': {
      const instance = operands[1];
      if (remote(instance)) return undefined;
      return creation(runtime, `${runtime} ${name}`, {
        names: instance === undefined ? [] : [instance],
        state: name === 'launch' ? 'running' : 'created',
        removesItself: has('-e', '--ephemeral'),
      });
    }
    case 'delete':
    case 'rm': {
      const force = words.texts.some((word) => word === '--force' || /^-[a-z]*f[a-z]*$/.test(word));
      return { does: 'remove', runtime, target: named(words.texts, operandsFrom + 1), force };
    }
    case 'stop':
      return { does: 'stop', failsIfStopped: false, runtime, target: named(words.texts, operandsFrom + 1) };
    case 'start':
    case 'restart':
      return { does: 'start', runtime, target: named(words.texts, operandsFrom + 1) };
    case 'list':
    case 'ls': {
      const prints: Query = { runtime, which: 'all', filters: [] };
      return { does: 'look', runtime, prints };
    }
    default:
      return name === 'info' || name === 'config' || name === 'version'
        ? { does: 'look', runtime }
        : undefined;
  }
}

function named(texts: readonly string[], from: number): Target {
  const values = texts.slice(from).filter((text) => !text.startsWith('-'));
  return { kind: 'named', values };
}

/** The tools of classic LXC: `lxc-create -n name`, `lxc-destroy -n name -f`. */
export function lxcToolAction(tool: string, words: Words): ContainerAction | undefined {
  const { options, operands } = readAll(words.texts, 1, {
    short: 'ntfBNPo',
    long: ['--name', '--template', '--config', '--bdev', '--newname', '--lxcpath', '--logfile'],
  });
  const value = (...names: string[]) => options.find((option) => names.includes(option.name))?.value;
  const name = value('-n', '--name') ?? operands[0];
  const target: Target = { kind: 'named', values: name === undefined ? [] : [name] };
  switch (tool) {
    case 'lxc-create':
      return creation('lxc', tool, { names: [...(target.values ?? [])] });
    case 'lxc-copy': {
      const copy = value('-N', '--newname');
      return creation('lxc', tool, { names: copy === undefined ? [] : [copy] });
    }
    case 'lxc-start':
      return { does: 'start', runtime: 'lxc', target };
    case 'lxc-stop':
      return { does: 'stop', failsIfStopped: false, runtime: 'lxc', target };
    case 'lxc-destroy': {
      const force = words.texts.some((word) => word === '-f' || word === '--force');
      return { does: 'remove', runtime: 'lxc', target, force };
    }
    default:
      return { does: 'look', runtime: 'lxc' };
  }
}
