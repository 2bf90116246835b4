/** How a command that runs another command takes its own arguments. */
export interface Wrapper {
  /** Short options that take a value. */
  readonly short?: string;
  /** Long options that take a value as a word of its own. */
  readonly long?: readonly string[];
  /** Operands before the command (`timeout 60 …`). */
  readonly operands?: number;
  /** Words behind which the command stands, whatever comes before them. */
  readonly behind?: readonly string[];
  /** `NAME=value` words before the command. */
  readonly assignments?: true;
  /** An option whose value is a script, given to a shell (`su -c`, `flock -c`). */
  readonly script?: string;
  /** Options that make it something else (`command -v`). */
  readonly not?: readonly string[];
  /** Without `script`'s option it runs no command that it is given (`su user`). */
  readonly onlyScript?: true;
}

/** Commands that run the command they are given, here, and are done when it is. */
export const wrappers: ReadonlyMap<string, Wrapper> = new Map<string, Wrapper>([
  [
    'sudo',
    {
      short: 'ughpCTrtRDU',
      long: [
        '--user',
        '--group',
        '--host',
        '--prompt',
        '--chdir',
        '--chroot',
        '--close-from',
        '--role',
        '--type',
      ],
      assignments: true,
      not: ['-l', '-v', '-e', '--list', '--validate', '--edit'],
    },
  ],
  ['doas', { short: 'uC', not: ['-L'] }],
  ['env', { short: 'uC', long: ['--unset', '--chdir'], assignments: true }],
  ['timeout', { short: 'ks', long: ['--kill-after', '--signal'], operands: 1 }],
  ['nice', { short: 'n', long: ['--adjustment'] }],
  ['ionice', { short: 'cn', long: ['--class', '--classdata'], not: ['-p', '--pid'] }],
  ['nohup', {}],
  ['time', { short: 'fo', long: ['--format', '--output'] }],
  ['command', { not: ['-v', '-V'] }],
  ['builtin', {}],
  ['setsid', {}],
  ['stdbuf', { short: 'ioe', long: ['--input', '--output', '--error'] }],
  ['unbuffer', {}],
  ['fakeroot', { short: 'lsib' }],
  ['xvfb-run', { short: 'efnpsw', long: ['--server-num', '--server-args', '--error-file', '--wait'] }],
  ['taskset', { operands: 1, not: ['-p', '--pid'] }],
  ['flock', { short: 'wE', long: ['--timeout', '--wait', '--conflict-exit-code'], operands: 1, script: 'c' }],
  [
    'nsenter',
    {
      short: 'tSGr',
      long: ['--target', '--setuid', '--setgid', '--root', '--wd'],
      not: ['--help', '--version'],
    },
  ],
  ['unshare', { short: 'SGRw', long: ['--root', '--wd', '--setuid', '--setgid', '--propagation'] }],
  ['chroot', { long: ['--userspec', '--groups'], operands: 1 }],
  [
    'systemd-run',
    {
      short: 'putMHGE',
      long: [
        '--property',
        '--unit',
        '--description',
        '--slice',
        '--setenv',
        '--uid',
        '--gid',
        '--machine',
        '--host',
      ],
      not: ['-M', '-H', '--machine', '--host'],
    },
  ],
  ['runuser', { short: 'ugGs', long: ['--user', '--group', '--shell'], script: 'c' }],
  ['su', { short: 'gGsw', long: ['--group', '--shell'], script: 'c', onlyScript: true }],
  ['sg', { operands: 1, script: 'c' }],
  [
    'xargs',
    { short: 'nPIiLdasE', long: ['--max-args', '--max-procs', '--replace', '--max-lines', '--delimiter'] },
  ],
  ...['doppler', 'op', 'infisical', 'aws-vault', 'chamber', 'dotenv', 'dotenvx', 'mise', 'devbox'].map(
    (name): [string, Wrapper] => [name, { behind: ['--'] }],
  ),
  ['nix', { behind: ['--command', '-c'] }],
]);

/** The shells whose scripts are read. */
export const shells: ReadonlySet<string> = new Set(['bash', 'sh', 'dash', 'ash', 'zsh', 'ksh']);

/** A command's name without the directory that it is called from. */
export function commandName(word: string): string {
  return word.startsWith('/') ? word.slice(word.lastIndexOf('/') + 1) : word;
}
