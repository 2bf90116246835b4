import type { Telling } from './work.ts';

/** Programs that only look, print, wait or arrange the script itself. */
const upkeep = new Set(
  `echo printf cat ls cd pushd popd pwd mkdir rmdir rm chmod chown touch sleep date true false : exit return set
   shopt export unset declare local readonly read shift test [ [[ head tail tee sort uniq wc tr cut grep
   egrep uname which command type env printenv df du free id whoami hostname wait trap basename dirname realpath
   seq ulimit umask nproc lscpu lsblk ps tree file stat sync write-host write-output get-childitem`.split(
    /\s+/,
  ),
);

/** Programs that get files to where the work needs them. */
const setup = new Set('cp mv ln tar zip unzip gzip gunzip sed awk jq yq modprobe sysctl'.split(' '));

/** What some programs do that neither builds nor tests anything. */
const quietVerbs = new Map<string, Readonly<Record<string, Telling>>>(
  Object.entries({
    git: verbs(
      'config status log rev-parse describe diff show branch remote',
      'fetch checkout switch submodule pull lfs clean reset',
    ),
    pip: verbs('list show freeze config cache check', 'uninstall download'),
    npm: verbs('list ls config view info outdated whoami', 'cache uninstall'),
    docker: verbs('ps images info version inspect', 'pull login logout'),
    podman: verbs('ps images info version inspect', 'pull login logout'),
    ...Object.fromEntries(
      ['apt', 'apt-get', 'dnf', 'yum', 'apk', 'brew', 'choco'].map((manager) => [
        manager,
        verbs('update upgrade clean autoremove makecache list', 'remove purge'),
      ]),
    ),
  }),
);

function verbs(upkeep: string, setup: string): Record<string, Telling> {
  const told = (words: string, telling: Telling) => words.split(' ').map((word) => [word, telling] as const);
  return Object.fromEntries([...told(upkeep, 'upkeep'), ...told(setup, 'setup')]);
}

const versionWords = new Set(['--version', '-version', '-v', '-V', 'version']);

/** How much a command tells of what its workflow is for; what is not known as quiet is taken for work. */
export function tellingOf(words: readonly string[]): Telling {
  const [program = '', verb = ''] = words;
  if (upkeep.has(program.toLowerCase())) return 'upkeep';
  // Editing a file in place changes what is released or committed.
  if (program === 'sed' && words.some((word) => /^(-\w*i|--in-place)/.test(word))) return 'work';
  if (program === 'source') return verb.endsWith('/activate') ? 'upkeep' : 'setup';
  if (setup.has(program) || asksVersion(words)) return 'setup';
  return quietVerbs.get(program)?.[verb] ?? 'work';
}

/** A program that the job has built and that is asked for its version is under test; an installed one is not. */
function asksVersion(words: readonly string[]): boolean {
  return (
    (words.length === 2 || words.length === 3) &&
    versionWords.has(words.at(-1) ?? '') &&
    !(words[0] ?? '').includes('/')
  );
}
