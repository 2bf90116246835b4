import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { provideBundles, writeBundle } from './bundles.ts';

/** A crun that works here, or why there is none and how to get one. */
export type CrunFound =
  | { readonly kind: 'works'; readonly crun: WorkingCrun }
  | { readonly kind: 'missing'; readonly why: string };

/** The program, the busybox for root file systems, and the way in which crun works on this machine. */
export interface WorkingCrun {
  readonly program: string;
  readonly busybox: string;
  readonly manner: Manner;
}

/** What a machine may need around crun: where cgroups are hybrid or not delegated crun refuses, or can't use them. */
interface Manner {
  readonly name: string;
  /** What starts crun, before it and its arguments. */
  readonly starter: readonly string[];
  readonly flags: readonly string[];
}

const manners: readonly Manner[] = [
  { name: 'as it is', starter: [], flags: [] },
  { name: 'without cgroups', starter: [], flags: ['--cgroup-manager=disabled'] },
  {
    name: 'without cgroups, the unified hierarchy unmounted in a mount namespace of its own',
    starter: ['unshare', '--mount', 'sh', '-c', 'umount /sys/fs/cgroup/unified && exec "$@"', 'sh'],
    flags: ['--cgroup-manager=disabled'],
  },
];

const howToGet = 'on Debian: `apt-get install crun busybox-static`, and run the tests as root';

/** Tries crun on a container, in every manner; throws where CI_WARDEN_REQUIRE_ALL=1 and none works. */
export function findCrun(): CrunFound {
  const found = find();
  if (found.kind === 'missing' && process.env.CI_WARDEN_REQUIRE_ALL === '1') throw new Error(found.why);
  return found;
}

function find(): CrunFound {
  const program = which('crun');
  const busybox = ['busybox', '/bin/busybox.static', '/bin/busybox'].map(which).find(isStatic);
  if (program === undefined) return { kind: 'missing', why: `crun is not installed (${howToGet})` };
  if (busybox === undefined)
    return { kind: 'missing', why: `no statically linked busybox is installed (${howToGet})` };
  const complaints: string[] = [];
  for (const manner of manners) {
    const crun = { program, busybox, manner };
    const complaint = tryOut(crun);
    if (complaint === undefined) return { kind: 'works', crun };
    complaints.push(`${manner.name}: ${complaint}`);
  }
  return { kind: 'missing', why: `crun doesn't work here (${complaints.join('; ')}); ${howToGet}` };
}

/** A folder for the PATH whose `crun` keeps its containers apart from all others, and what it knows. */
export interface CrunSandbox {
  /** To stand first on the PATH. */
  readonly bin: string;
  /** A file with a line for each call of crun: its arguments. */
  readonly log: string;
  /** A file that is there once the call that lasts until the job is cancelled has begun. */
  readonly reached: string;
  /** The ids of the containers that exist now. */
  containers(): readonly string[];
  /** Removes every container and the sandbox. */
  remove(): void;
}

/**
 * One call of crun (counted from 1) that goes wrong: it reports failure without having done anything, or after all is
 * done, or it lasts until the job is cancelled.
 */
export interface CrunFault {
  readonly call: number;
  readonly kind: 'before' | 'after' | 'cancellation';
}

interface SandboxOptions {
  readonly fault?: CrunFault;
  /** Bundles that a workflow names but doesn't make are made, with a process that waits for TERM (see `bundles.ts`). */
  readonly bundles?: 'made where missing';
}

/** The lines of a log of calls. */
export function readLog(file: string): readonly string[] {
  return readFileSync(file, 'utf8').split('\n').filter(Boolean);
}

/** Makes a sandbox below a new temporary folder. */
export function newCrunSandbox(crun: WorkingCrun, { fault, bundles }: SandboxOptions = {}): CrunSandbox {
  const home = mkdtempSync(join(tmpdir(), 'ci-warden-crun-'));
  const bin = join(home, 'bin');
  const log = join(home, 'calls');
  const reached = join(home, 'reached');
  mkdirSync(bin);
  writeFileSync(log, '');
  const real = join(home, 'crun');
  const { starter, flags } = crun.manner;
  const command = [...starter, crun.program, ...flags, '--root', join(home, 'state')];
  writeProgram(real, `exec ${command.map(quoted).join(' ')} "$@"`);
  const isStruck = `[ "$(grep -vc ^@ '${log}')" -eq ${fault?.call ?? 0} ]`;
  const fail = "echo 'crun: a fault of the test' >&2; exit 1";
  const lines = [
    `echo "$*" >>'${log}'`,
    ...(bundles === undefined ? [] : [provideBundles(join(home, 'bundles'), crun.busybox)]),
    ...(fault?.kind === 'before' ? [`if ${isStruck}; then ${fail}; fi`] : []),
    ...(fault?.kind === 'cancellation' ? [`if ${isStruck}; then : >'${reached}'; sleep 600; fi`] : []),
    ...(fault?.kind === 'after' ? [`'${real}' "$@" || exit`, `if ${isStruck}; then ${fail}; fi`] : []),
    ...(fault?.kind === 'after' ? [] : [`exec '${real}' "$@"`]),
  ];
  writeProgram(join(bin, 'crun'), lines.join('\n'));
  const call = (...args: string[]) => execFileSync(real, args, { encoding: 'utf8' });
  const containers = () => call('list', '--quiet').split('\n').filter(Boolean);
  const remove = () => {
    for (const id of containers()) call('delete', '--force', id);
    rmSync(home, { recursive: true, force: true });
  };
  return { bin, log, reached, containers, remove };
}

/** Writes a shell script that can be run by its name. */
export function writeProgram(file: string, script: string): void {
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}

/** Takes a container through create, state and delete; returns what went wrong. */
function tryOut(crun: WorkingCrun): string | undefined {
  const sandbox = newCrunSandbox(crun);
  const bundle = mkdtempSync(join(tmpdir(), 'ci-warden-bundle-'));
  try {
    writeBundle(bundle, { busybox: crun.busybox, life: 'until TERM' });
    for (const args of [
      ['create', '--bundle', bundle, 'probe'],
      ['start', 'probe'],
      ['state', 'probe'],
    ]) {
      const complaint = complaintOf(join(sandbox.bin, 'crun'), args, join(bundle, 'stderr'));
      if (complaint !== undefined) return complaint;
    }
    return sandbox.containers().includes('probe') ? undefined : 'crun list shows no container';
  } finally {
    sandbox.remove();
    rmSync(bundle, { recursive: true, force: true });
  }
}

/** Not through a pipe: the container would hold it open. */
function complaintOf(program: string, args: readonly string[], log: string): string | undefined {
  const stderr = openSync(log, 'w');
  const { status } = spawnSync(program, args, { stdio: ['ignore', 'ignore', stderr], timeout: 20_000 });
  closeSync(stderr);
  return status === 0 ? undefined : `crun ${args[0]}: ${readFileSync(log, 'utf8').trim()}`;
}

function which(name: string): string | undefined {
  const { status, stdout } = spawnSync('sh', ['-c', 'command -v "$1"', 'sh', name], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}

function isStatic(program: string | undefined): boolean {
  return program !== undefined && existsSync(program) && spawnSync('ldd', [program]).status !== 0;
}
