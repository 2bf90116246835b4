import { type OptionShape, type ReadOptions, readOptions } from '../shell/read-options.ts';
import type { Creation } from './container-action.ts';
import type { Engine } from './engine-command.ts';
import type { Words } from './words.ts';

/** The options of `run` and `create` that take no value (docs.docker.com and podman's manual); all others take one. */
const shape: OptionShape = {
  but: true,
  short: 'ditPqh',
  long: ['--detach', '--init', '--interactive', '--no-healthcheck', '--oom-kill-disable', '--privileged']
    .concat(['--publish-all', '--quiet', '--read-only', '--rm', '--sig-proxy', '--tty', '--help'])
    .concat(['--disable-content-trust', '--use-api-socket', '--env-host', '--http-proxy', '--no-hosts'])
    .concat(['--no-hostname', '--passwd', '--read-only-tmpfs', '--replace', '--rmi', '--rootfs'])
    .concat(['--tls-verify', '--unsetenv-all']),
};

/** What `docker run`, `docker create` and podman's make. */
export function engineCreation(
  engine: Engine,
  words: Words,
  { name, at }: { readonly name: 'run' | 'create'; readonly at: number },
): Creation | undefined {
  const { options, image, uncertain } = readCreation(words, at);
  const has = (...names: string[]) =>
    options.some((option) => names.includes(option.name) && isOn(option.value));
  if (has('--help') || (has('-h') && options.length === 1)) return undefined;
  const value = (...names: string[]) => options.findLast((option) => names.includes(option.name))?.value;
  const detached = has('-d', '--detach');
  const behind = detached || words.call.background;
  const named = value('--name');
  return {
    does: 'create',
    runtime: engine,
    names: named === undefined ? [] : [named],
    state: name === 'create' ? 'created' : behind ? 'running' : 'stopped',
    removesItself: has('--rm'),
    uncertain,
    image,
    labels: options.flatMap(({ name: option, value: label }) =>
      (option === '-l' || option === '--label') && label !== undefined ? [label] : [],
    ),
    pod: value('--pod')?.replace(/^new:/, ''),
    printsId: name === 'create' || detached,
    ...(!detached && words.call.background && { background: true }),
    idFile: value('--cidfile'),
    command: `${engine} ${name}${detached ? ' -d' : ''}`,
  };
}

function readCreation(words: Words, from: number) {
  const options: ReadOptions['options'][number][] = [];
  let uncertain = false;
  let at = from;
  for (;;) {
    const read = readOptions(words.texts, at, shape);
    options.push(...read.options);
    at = read.operandsFrom;
    // A word such as `$DOCKER_OPTS` stands for options, if more options or an image follow.
    if (!words.isOpen(at) || at + 1 >= words.texts.length) break;
    const next = readOptions(words.texts, at + 1, shape);
    const before =
      next.options.length > 0 ? next.operandsFrom < words.texts.length : soundsLikeOptions(words, at);
    if (!before) break;
    uncertain = true;
    at += 1;
  }
  return { options, image: words.texts[at], uncertain };
}

function soundsLikeOptions(words: Words, at: number): boolean {
  const field = words.call.argv[at];
  if (field === undefined) return false;
  const written = words.call.at.script.original.slice(field.word.pos, field.word.end);
  return /opt|arg|flag|param|extra|mount|vol|env|port|gpu|cap/i.test(written);
}

function isOn(value: string | undefined): boolean {
  return value === undefined || !['false', '0'].includes(value);
}
