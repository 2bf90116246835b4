const interpreters = new Set('bash sh zsh dash node ruby perl deno bun'.split(' '));
const launchers = new Set('npx bunx pnpx uvx'.split(' '));
/** Package managers that run the project's scripts with and without `run`. */
const scriptRunners = new Set('npm yarn pnpm bun'.split(' '));
/** Programs that take their options in any order; for others (`find`, `rsync`, linkers) the order is what they do. */
const orderless = new Set(
  `go gotestsum cargo pytest tox nox npm pnpm yarn make ctest docker podman gradle gradlew mvn mvnw dotnet zig bazel eslint
   tsc jest vitest mocha golangci-lint ruff mypy flake8 swift mix rspec phpunit terraform helm kubectl`.split(
    /\s+/,
  ),
);
const npmShort = new Map([
  ['t', 'test'],
  ['tst', 'test'],
  ['run-script', 'run'],
]);

/**
 * The words of a command in one way of writing: interpreters and launchers off, `npm test` as `npm run test`, options
 * sorted where their order is no matter.
 */
export function plainWords(words: readonly string[]): readonly string[] {
  return withSortedOptions(namedWords(words));
}

function namedWords(words: readonly string[]): readonly string[] {
  const [program = '', first = '', ...rest] = words;
  if (program === '.') return ['source', ...words.slice(1)];
  const isPython = program.startsWith('python') && /^python[\d.]*$/.test(program);
  if (isPython && first === '-m') return rest;
  if ((isPython || interpreters.has(program)) && isScript(first)) return [withoutDot(first), ...rest];
  if (launchers.has(program)) return launchedWords(words.slice(1));
  if (scriptRunners.has(program)) return runnerWords(program, npmShort.get(first) ?? first, rest);
  return program.startsWith('./') ? [withoutDot(program), ...words.slice(1)] : words;
}

/** What is run, without its operands: a program that was built or a script by its path, others with their sub-command. */
export function familyOf(words: readonly string[]): string {
  const [program = '', verb = '', operand = ''] = words;
  if (verb === 'run' && scriptRunners.has(program)) return `${program} run ${operand}`;
  if (program.includes('/') && !isTaskRunner(program)) return program;
  return /^[A-Za-z][\w:.-]*$/.test(verb) ? `${program} ${verb}` : program;
}

/** `npx --yes tool@3 x` as `tool x @3`: the version says how, the name says what. */
function launchedWords(words: readonly string[]): readonly string[] {
  const [tool = '', ...rest] = words.filter((word) => word !== '--yes' && word !== '-y');
  const at = tool.lastIndexOf('@');
  return at > 0 ? [tool.slice(0, at), ...rest, tool.slice(at)] : [tool, ...rest];
}

function runnerWords(program: string, verb: string, rest: readonly string[]): readonly string[] {
  if (verb === 'exec' || verb === 'x' || verb === 'dlx') return rest.filter((word) => word !== '--');
  if (verb === '') return [program];
  const runsScript =
    program === 'npm'
      ? verb === 'test' || verb === 'start'
      : program !== 'bun' && !verb.startsWith('-') && !ownVerbs.has(verb);
  return runsScript ? [program, 'run', verb, ...rest] : [program, verb, ...rest];
}

/** What yarn and pnpm do themselves; any other word is a script of the project. */
const ownVerbs = new Set(
  `run install i add remove publish pack link audit outdated update upgrade version config cache store dedupe why
   info view login whoami workspace workspaces set rebuild prune import init create`.split(/\s+/),
);

function isTaskRunner(program: string): boolean {
  return /(^|\/)(gradlew|mvnw|x\.py|dev|task|run)(\.\w+)?$/.test(program);
}

/** A path or a name with an ending: `bun install` runs no script. */
function isScript(word: string): boolean {
  return /^[^-].*[./]/.test(word) || /^\.?\//.test(word);
}

function withoutDot(word: string): string {
  return word.replace(/^(\.\/)+(?=.)/, '');
}

/** Each row of options in one order, unless one stands twice in it (the later one counts) or they are somebody else's (`--`). */
function withSortedOptions(words: readonly string[]): readonly string[] {
  if (words.length < 3 || !orderless.has(words[0] ?? '')) return words;
  const until = words.indexOf('--');
  const end = until < 0 ? words.length : until;
  const sorted = [...words];
  for (let at = 1; at < end; at++) {
    const from = at;
    while (at < end && words[at]?.startsWith('-')) at += 1;
    const row = words.slice(from, at);
    if (row.length > 1 && new Set(row.map(nameOfOption)).size === row.length)
      sorted.splice(from, row.length, ...row.toSorted());
  }
  return sorted;
}

/** `--no-cache` and `--cache=x` say the same thing otherwise. */
function nameOfOption(option: string): string {
  return option.replace(/^-+(no-)?/, '').replace(/=.*/s, '');
}
