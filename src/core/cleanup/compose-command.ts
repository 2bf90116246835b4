import { readAll, readOptions } from '../shell/read-options.ts';
import type { ComposeProject, ContainerAction, Target } from './container-action.ts';
import type { Engine } from './engine-command.ts';
import type { Words } from './words.ts';

const globalOptions = {
  short: 'fp',
  long: [
    '--file',
    '--project-name',
    '--profile',
    '--project-directory',
    '--env-file',
    '--ansi',
    '--progress',
  ].concat(['--parallel', '--log-level', '--host', '--context']),
};

/** What `docker compose …`, `docker-compose …` and podman's do, from the word at `from` on. */
export function composeAction(engine: Engine, words: Words, from: number): ContainerAction | undefined {
  const { options, operandsFrom } = readOptions(words.texts, from, globalOptions);
  const project = projectOf(options, words);
  const target: Target = { kind: 'project', project };
  const { options: own } = readAll(words.texts, operandsFrom + 1, {
    short: 't',
    long: ['--timeout', '--scale'],
  });
  const has = (...names: string[]) =>
    own.some((option) => names.includes(option.name) && option.value !== 'false');
  const name = words.texts[operandsFrom];
  switch (name) {
    case 'up':
    case 'create':
    case 'start':
    case 'run':
      return creation(engine, { name, project, has, background: words.call.background });
    case 'down':
      return { does: 'remove', runtime: engine, target, force: true };
    case 'rm':
      return { does: 'remove', runtime: engine, target, force: has('-s', '--stop') };
    case 'stop':
    case 'kill':
      return { does: 'stop', failsIfStopped: false, runtime: engine, target };
    case 'ps':
    case 'logs':
    case 'config':
    case 'port':
    case 'version':
    case 'images':
      return { does: 'look', runtime: engine };
    default:
      return undefined;
  }
}

interface ComposeCreation {
  readonly name: 'up' | 'create' | 'start' | 'run';
  readonly project: ComposeProject;
  readonly background: boolean;
  has(...names: string[]): boolean;
}

function creation(
  engine: Engine,
  { name, project, background, has }: ComposeCreation,
): ContainerAction | undefined {
  const detached = has('-d', '--detach', '--wait');
  if (name === 'run' && has('--rm')) return undefined;
  const runs = name === 'start' || detached || background;
  const created = name === 'create' || has('--no-start');
  return {
    does: 'create',
    runtime: engine,
    names: [],
    state: created ? 'created' : runs ? 'running' : 'stopped',
    removesItself: false,
    uncertain: false,
    labels: [],
    project,
    printsId: false,
    command: [`${engine} compose`, ...project.options, name, ...(detached ? ['-d'] : [])].join(' '),
  };
}

function projectOf(
  options: readonly { readonly name: string; readonly value: string | undefined }[],
  { call }: Words,
): ComposeProject {
  const values = (...names: string[]) =>
    options.flatMap(({ name, value }) => (names.includes(name) && value !== undefined ? [value] : []));
  const files = values('-f', '--file');
  const fromEnvironment = call.variable('COMPOSE_FILE')?.split(':') ?? [];
  const named = files.length > 0 ? files : fromEnvironment;
  return {
    options: options
      .filter(({ name }) => ['-f', '--file', '-p', '--project-name'].includes(name))
      .map(({ name, value }) => `${name} ${value}`),
    name: values('-p', '--project-name').at(-1) ?? call.variable('COMPOSE_PROJECT_NAME'),
    files: named.map((file) => call.path(file) ?? file),
    directory: values('--project-directory').at(-1) ?? call.cwd,
  };
}
