import { commandName } from '../shell/wrappers.ts';

const verb =
  /(^|[-_:/.])(clean(up)?|down|composedown|teardown|tear|stop|destroy|remove|rm|purge|prune|kill)($|[-_:/.])/i;

/** Programs that run what a project calls by a name of its own. */
const runners: ReadonlySet<string> = new Set(
  [
    'make',
    'gmake',
    'just',
    'task',
    'npm',
    'yarn',
    'pnpm',
    'bun',
    'npx',
    'rake',
    'mage',
    'inv',
    'invoke',
    'nox',
  ].concat(['tox', 'python', 'python3', 'node', 'ruby', 'gradle', './gradlew', 'bash', 'sh']),
);

/**
 * Whether a command that cannot be read here says by its name that it cleans up: `make down`, `npm run docker:stop`,
 * `./scripts/teardown`. It may remove containers; nobody knows which.
 */
export function soundsLikeCleanup([first, ...rest]: readonly string[]): boolean {
  if (first === undefined) return false;
  const name = commandName(first);
  if (!elsewhere.has(name) && namesRemoval([...rest])) return true;
  const isScript = first.includes('/') || /\.(sh|py|js|ts|rb)$/.test(first);
  if (!isScript && !runners.has(name)) return false;
  return [first, ...rest].some((word) => !word.startsWith('-') && verb.test(word));
}

/** Programs whose commands run on other machines, or in a container. */
const elsewhere: ReadonlySet<string> = new Set(
  [
    'ssh',
    'sshpass',
    'kubectl',
    'oc',
    'docker',
    'podman',
    'vagrant',
    'multipass',
    'limactl',
    'lima',
    'gcloud',
  ].concat(['minikube', 'wsl', 'nerdctl', 'lxc', 'incus', 'pct', 'git', 'gh', 'apt-get', 'apt', 'grep']),
);

const removal = /\b(docker|podman|crun|runc|youki)(-compose)?\b[^|;&]*\b(rm|stop|kill|down|delete|prune)\b/;

/** Whether the arguments of an unknown program are themselves a command that removes: `mpirun … docker rm -f x`. */
function namesRemoval(words: readonly string[]): boolean {
  return removal.test(words.join(' '));
}

/** The same for an action of another repository: `acme/docker-cleanup@v1`. */
export function soundsLikeCleanupAction(uses: string): boolean {
  const name = uses.split('@')[0] ?? '';
  return /docker|podman|container|compose|lxc|lxd|incus|pct|proxmox/i.test(name) && verb.test(name);
}
