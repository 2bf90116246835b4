/** What a command installs. */
export interface Install {
  /** The package manager: `apt`, `pip`, `npm`, …. */
  readonly manager: string;
  /** Packages, files of requirements and sources, without their versions; empty where the project's own are installed. */
  readonly packages: readonly string[];
  /** The versions that are asked for, by package, and the options by which other versions are chosen. */
  readonly pins: ReadonlyMap<string, string>;
  /** Those of the packages that the project's own programs may be tested with: other libraries, other work. */
  readonly libraries: readonly string[];
  /** The packages that it asks the system's package manager for, as `manager name`. */
  readonly system: readonly string[];
}

interface Manager {
  readonly name: string;
  readonly verbs: readonly string[];
  /** Installs libraries for the project rather than programs for the machine, unless told to do it globally. */
  readonly forProject?: true;
}

const system = ['install', 'add', 'in', 'build-dep'];
const managers = new Map<string, Manager>([
  ...['apt', 'dnf', 'yum', 'microdnf', 'apk', 'zypper', 'brew', 'choco', 'winget', 'scoop'].map(
    (name): [string, Manager] => [name, { name, verbs: system }],
  ),
  ['apt-get', { name: 'apt', verbs: system }],
  ['pacman', { name: 'pacman', verbs: ['-S', '-Sy', '-Syu', '--sync'] }],
  ['pip', { name: 'pip', verbs: ['install'], forProject: true }],
  ['pip3', { name: 'pip', verbs: ['install'], forProject: true }],
  ['pipx', { name: 'pipx', verbs: ['install'] }],
  ['npm', { name: 'npm', verbs: ['install', 'i', 'ci', 'add', 'clean-install'], forProject: true }],
  ['pnpm', { name: 'pnpm', verbs: ['install', 'i', 'add'], forProject: true }],
  // `yarn` alone installs, too.
  ['yarn', { name: 'yarn', verbs: ['install', 'add', ''], forProject: true }],
  ['bun', { name: 'bun', verbs: ['install', 'i', 'add'], forProject: true }],
  ['gem', { name: 'gem', verbs: ['install'], forProject: true }],
  ['bundle', { name: 'bundle', verbs: ['install'] }],
  ['poetry', { name: 'poetry', verbs: ['install', 'add'], forProject: true }],
  ['uv', { name: 'uv', verbs: ['sync', 'add'], forProject: true }],
  ['composer', { name: 'composer', verbs: ['install', 'require'], forProject: true }],
  ['cargo', { name: 'cargo', verbs: ['install', 'fetch'] }],
  ['cargo-binstall', { name: 'cargo-binstall', verbs: ['install'] }],
  ['go', { name: 'go', verbs: ['install', 'get'] }],
  ['dotnet', { name: 'dotnet', verbs: ['restore'] }],
  ['rustup', { name: 'rustup', verbs: ['default', 'install'] }],
]);

/** Commands that install in more words, and the same in fewer. */
const spelledOut: readonly (readonly [readonly string[], readonly string[]])[] = [
  [['uv', 'pip'], ['pip']],
  [
    ['cargo', 'binstall'],
    ['cargo-binstall', 'install'],
  ],
  [
    ['rustup', 'toolchain', 'install'],
    ['rustup', 'install'],
  ],
  [
    ['rustup', 'override', 'set'],
    ['rustup', 'default'],
  ],
  [
    ['go', 'mod', 'download'],
    ['go', 'get'],
  ],
];

/** Reads an install command's words; undefined where the command is none. */
export function installOf(words: readonly string[]): Install | undefined {
  if (!managers.has(words[0] ?? '')) return undefined;
  const long = spelledOut.find(([longer]) => longer.every((word, index) => words[index] === word));
  const [program = '', ...rest] = long ? [...long[1], ...words.slice(long[0].length)] : words;
  const manager = managers.get(program);
  if (manager === undefined) return undefined;
  const at = rest.findIndex((word) => !word.startsWith('-') || manager.verbs.includes(word));
  const operands = at < 0 ? [] : rest.slice(at + 1);
  if (!manager.verbs.includes(rest[at] ?? '')) return undefined;
  const read = packagesOf(manager.name, operands);
  const isGlobal = rest.some((word) => word === '-g' || word === '--global' || word === 'global');
  const isForProject = manager.forProject === true && !isGlobal;
  const named = (names: readonly string[]) => names.map((name) => `${manager.name} ${name}`);
  return {
    ...read,
    libraries: isForProject ? named([...read.packages.filter(isLibrary), ...read.extras]) : [],
    system: ofSystem.has(manager.name) ? named(read.packages) : [],
  };
}

const ofSystem = new Set('apt dnf yum microdnf apk zypper pacman brew'.split(' '));

/** What every Python project installs first, whatever it is for. */
const builders = new Set('pip setuptools wheel build virtualenv pipenv poetry uv'.split(' '));

/** A package by name, a file of requirements, or the tree of another repository. */
function isLibrary(name: string): boolean {
  if (/^(-r |git\+|https?:)/.test(name)) return true;
  return /^@?[A-Za-z][^\s:*$]*$/.test(name) && !/\.(whl|gz|zip|txt)$/.test(name) && !builders.has(name);
}

/** Options with a value that choose other versions of what is installed, or another place to get it from. */
const choosing =
  /^(-c|--constraint|-i|--index-url|--extra-index-url|-f|--find-links|--resolution|--no-binary|--only-binary)$/;
/** The same without a value. */
const choosingAlone = /^--(pre|no-deps|prefer-lowest|prefer-stable|legacy-peer-deps|no-index)$/;

interface Packages extends Omit<Install, 'libraries' | 'system'> {
  /** The project's own optional parts: `.[test]`. */
  readonly extras: readonly string[];
}

function packagesOf(manager: string, words: readonly string[]): Packages {
  const packages: string[] = [];
  const extras: string[] = [];
  const chosen: string[] = [];
  const pins = new Map<string, string>();
  for (const [index, word] of words.entries()) {
    const before = words[index - 1] ?? '';
    const [option = '', value] = word.startsWith('--') ? word.split('=', 2) : [word];
    const [, project, parts] = /^(\.[^[\s]*)\[([^\]]*)\]$/.exec(word) ?? [];
    if (choosing.test(before)) chosen.push(`${before} ${word}`);
    else if (value !== undefined && choosing.test(option)) chosen.push(`${option} ${value}`);
    else if (choosingAlone.test(word)) chosen.push(word);
    else if (/^(-r|--requirement)$/.test(before)) packages.push(`-r ${word}`);
    else if (project !== undefined && parts !== undefined) {
      packages.push(project);
      extras.push(...parts.split(',').map((part) => `${project}[${part.trim()}]`));
    } else if (word.includes('://') || !word.startsWith('-')) {
      const [name, version] = nameAndVersion(manager, word);
      packages.push(name);
      if (version !== undefined) pins.set(`${manager} ${name}`, version);
    }
  }
  if (chosen.length > 0) pins.set(`${manager} options`, chosen.sort().join(' '));
  return { manager, packages, pins, extras };
}

/** `torch==2.3.0`, `typescript@next`, `@types/node@22`, `libfoo=1.2`, and the tool chain that `rustup default` names. */
function nameAndVersion(manager: string, word: string): readonly [string, string | undefined] {
  if (manager === 'rustup') return ['toolchain', word];
  if (word.includes('://') || word.includes('${{')) return [word, undefined];
  const match = /^(@?[^@=<>~!\s]+)(?:===?|=|@|([<>~!]=?))(.+)$/.exec(word);
  // A bound says by its sign on which side of it the version is.
  return match?.[1] !== undefined ? [match[1], `${match[2] ?? ''}${match[3]}`] : [word, undefined];
}
