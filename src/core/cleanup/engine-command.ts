import type { Call } from '../shell/domain.ts';
import { type OptionShape, type ReadOptions, readAll, readOptions } from '../shell/read-options.ts';
import { composeAction } from './compose-command.ts';
import type { ContainerAction, Query, Target } from './container-action.ts';
import { engineCreation } from './engine-creation.ts';
import { kubeCommand, podCommand } from './pod-command.ts';
import type { Words } from './words.ts';

/** The engines whose commands are alike. */
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
      return engine === 'podman' ? kubeCommand(words.texts[at] ?? '', words, at + 1) : undefined;
    case 'play':
      return engine === 'podman' ? kubeCommand('play', words, at + 1) : undefined;
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
      return {
        does: 'stop',
        failsIfStopped: name === 'kill',
        runtime: engine,
        target: targetOf(engine, words, at),
      };
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

/** A daemon on another machine: `-H ssh://…`, `DOCKER_HOST=tcp://…`, a context that is named, podman's `--remote`. */
function isElsewhere(options: ReadOptions['options'], call: Call): boolean {
  const named = options.find(({ name }) => ['-H', '--host', '--url'].includes(name))?.value;
  const context = options.some(
    ({ name, value }) => (name === '-c' || name === '--context') && value !== 'default',
  );
  const remote = options.some(({ name, value }) => name === '--remote' && value !== 'false');
  if (remote && named === undefined) return true;
  const host = named ?? call.variable('DOCKER_HOST') ?? call.variable('CONTAINER_HOST') ?? '';
  const local = !/^(ssh|tcp|https?):/.test(host) || /^tcp:\/\/(localhost|127\.0\.0\.1)/.test(host);
  return context || !local;
}
