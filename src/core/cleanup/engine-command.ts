import type { Call } from '../shell/domain.ts';
import { type OptionShape, type ReadOptions, readOptions } from '../shell/read-options.ts';
import { composeAction } from './compose-command.ts';
import type { ContainerAction, Query, Target } from './container-action.ts';
import { engineCreation } from './engine-creation.ts';

/** The words of a command behind its name, and what else a reader of commands needs. */
export interface Words {
  readonly texts: readonly string[];
  readonly call: Call;
  /** Whether a word is nothing but a symbol, without quotes around it: it may stand for several words or none. */
  isOpen(index: number): boolean;
}

export type Engine = 'docker' | 'podman';

const globalOptions: OptionShape = {
  short: 'Hcl',
  long: [
    '--host',
    '--context',
    '--config',
    '--log-level',
    '--tlscacert',
    '--tlscert',
    '--tlskey',
    '--connection',
  ]
    .concat(['--url', '--identity', '--root', '--runroot', '--storage-driver', '--storage-opt', '--runtime'])
    .concat([
      '--cgroup-manager',
      '--hooks-dir',
      '--conmon',
      '--network-cmd-path',
      '--tmpdir',
      '--events-backend',
    ]),
};

/** What a `docker` or `podman` command does to containers of this machine; undefined where it has none in view. */
export function engineAction(engine: Engine, words: Words): ContainerAction | undefined {
  const { options, operandsFrom } = readOptions(words.texts, 1, globalOptions);
  if (isElsewhere(options, words.call)) return undefined;
  const command = words.texts[operandsFrom];
  const at = operandsFrom + 1;
  switch (command) {
    case 'compose':
      return composeAction(engine, words, at);
    case 'container':
      return containerCommand(engine, words, { name: words.texts[at] ?? '', at: at + 1 });
    case 'system':
      return words.texts[at] === 'prune' || words.texts[at] === 'reset'
        ? prune(engine, words.texts[at] === 'reset')
        : looks(engine);
    case 'pod':
      return engine === 'podman' ? podCommand(words, at) : undefined;
    case 'kube':
      return kubeCommand(engine, { name: words.texts[at] ?? '', words, at: at + 1 });
    case 'play':
      return kubeCommand(engine, { name: 'play', words, at: at + 1 });
    default:
      return containerCommand(engine, words, { name: command ?? '', at });
  }
}

interface SubCommand {
  readonly name: string;
  /** The index of the first word behind it. */
  readonly at: number;
}

function containerCommand(
  engine: Engine,
  words: Words,
  { name, at }: SubCommand,
): ContainerAction | undefined {
  switch (name) {
    case 'run':
    case 'create':
      return engineCreation(engine, words, { name, at });
    case 'rm':
    case 'remove':
      return removal(engine, words, at);
    case 'stop':
    case 'kill':
    case 'wait':
      return { does: 'stop', runtime: engine, target: targetOf(engine, words, at) };
    case 'start':
    case 'restart':
      return { does: 'start', runtime: engine, target: targetOf(engine, words, at) };
    case 'prune':
      return prune(engine, false);
    case 'ps':
    case 'ls':
    case 'list':
      return { does: 'look', runtime: engine, prints: queryOf(engine, words, at) };
    default:
      return lookingCommands.has(name) ? looks(engine) : undefined;
  }
}

const lookingCommands: ReadonlySet<string> = new Set(
  [
    'inspect',
    'exists',
    'images',
    'image',
    'info',
    'version',
    'logs',
    'port',
    'top',
    'stats',
    'diff',
    'events',
  ].concat(['--version', 'history', 'search', 'network', 'volume']),
);

function looks(engine: Engine): ContainerAction {
  return { does: 'look', runtime: engine };
}

function prune(engine: Engine, force: boolean): ContainerAction {
  const query: Query = { runtime: engine, which: force ? 'all' : 'stopped', filters: [] };
  return { does: 'remove', runtime: engine, force, target: { kind: 'query', query } };
}

function removal(engine: Engine, words: Words, at: number): ContainerAction {
  const { options } = readAll(words.texts, at, { short: 't', long: ['--time', '--depend', '--cidfile'] });
  const force = options.some(({ name, value }) => (name === '-f' || name === '--force') && value !== 'false');
  return { does: 'remove', runtime: engine, force, target: targetOf(engine, words, at) };
}

/** The containers that the operands name, or all with `-a`. */
function targetOf(engine: Engine, words: Words, at: number): Target {
  const shape = {
    short: 'ts',
    long: ['--time', '--timeout', '--signal', '--filter', '--cidfile', '--interval'],
  };
  const { options, operands } = readAll(words.texts, at, shape);
  const all = options.some(({ name }) => name === '--all' || (engine === 'podman' && name === '-a'));
  if (all) return { kind: 'query', query: { runtime: engine, which: 'all', filters: [] } };
  const files = options.flatMap(({ name, value }) => (name === '--cidfile' && value ? [value] : []));
  return { kind: 'named', values: [...operands, ...files] };
}

function queryOf(engine: Engine, words: Words, at: number): Query {
  const { options } = readAll(words.texts, at, {
    short: 'fn',
    long: ['--filter', '--format', '--last', '--sort'],
  });
  const all = options.some(({ name }) => name === '-a' || name === '--all' || name === '-l');
  const filters = options.flatMap(({ name, value }) => {
    if ((name !== '-f' && name !== '--filter') || value === undefined) return [];
    const equals = value.indexOf('=');
    return equals < 0 ? [] : [{ key: value.slice(0, equals), value: value.slice(equals + 1) }];
  });
  return { runtime: engine, which: all ? 'all' : 'running', filters };
}

/** Options and operands in any order, as docker and podman take them behind a sub-command. */
export function readAll(
  texts: readonly string[],
  from: number,
  shape: OptionShape,
): { readonly options: ReadOptions['options']; readonly operands: readonly string[] } {
  const options: ReadOptions['options'][number][] = [];
  const operands: string[] = [];
  for (let at = from; at < texts.length; at++) {
    const read = readOptions(texts, at, shape);
    options.push(...read.options);
    at = read.operandsFrom;
    const operand = texts[at];
    if (operand !== undefined) operands.push(operand);
  }
  return { options, operands };
}

/** A daemon on another machine: `-H ssh://…`, `DOCKER_HOST=tcp://…`, a context that is named. */
function isElsewhere(options: ReadOptions['options'], call: Call): boolean {
  const named = options.find(({ name }) => ['-H', '--host', '--url'].includes(name))?.value;
  const context = options.some(
    ({ name, value }) => (name === '-c' || name === '--context') && value !== 'default',
  );
  const host = named ?? call.variable('DOCKER_HOST') ?? call.variable('CONTAINER_HOST') ?? '';
  const local = !/^(ssh|tcp|https?):/.test(host) || /^tcp:\/\/(localhost|127\.0\.0\.1)/.test(host);
  return context || !local;
}

function podCommand(words: Words, at: number): ContainerAction | undefined {
  const name = words.texts[at];
  const { options, operands } = readAll(words.texts, at + 1, {
    short: 't',
    long: ['--time', '--name', '--share'],
  });
  if (name === 'create') {
    const named = options.find((option) => option.name === '--name')?.value ?? operands[0];
    const names = named === undefined ? [] : [named];
    return {
      ...{
        does: 'create',
        runtime: 'podman',
        names,
        state: 'created',
        removesItself: false,
        uncertain: false,
      },
      ...{ labels: [], pod: named, printsId: true, command: 'podman pod create' },
    };
  }
  const all = options.some((option) => option.name === '-a' || option.name === '--all');
  const force = options.some((option) => option.name === '-f' || option.name === '--force');
  const query: Query = { runtime: 'podman', which: 'all', filters: [] };
  const target: Target = all ? { kind: 'query', query } : { kind: 'pod', values: operands };
  if (name === 'rm') return { does: 'remove', runtime: 'podman', target, force };
  if (name === 'stop' || name === 'kill') return { does: 'stop', runtime: 'podman', target };
  return looks('podman');
}

/** `podman kube play file` makes pods, `kube down file` (and `play --down`) takes them away. */
function kubeCommand(
  engine: Engine,
  { name, words, at }: { readonly name: string; readonly words: Words; readonly at: number },
): ContainerAction | undefined {
  if (engine !== 'podman') return undefined;
  const from = words.texts[at] === 'kube' ? at + 1 : at;
  const { options, operands } = readAll(words.texts, from, {
    long: ['--network', '--configmap', '--log-driver'],
  });
  const project = { options: [], name: undefined, files: operands.slice(0, 1), directory: words.call.cwd };
  const down = name === 'down' || options.some((option) => option.name === '--down');
  if (down) return { does: 'remove', runtime: 'podman', force: true, target: { kind: 'project', project } };
  if (name !== 'play') return undefined;
  return {
    ...{
      does: 'create',
      runtime: 'podman',
      names: [],
      state: 'running',
      removesItself: false,
      uncertain: false,
    },
    ...{ labels: [], project, printsId: false, command: 'podman kube play' },
  };
}
