import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

const ticksPerSecond = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

interface Times {
  readonly parent: number;
  /** User and system time of the process itself, and of the children that it has waited for; seconds. */
  readonly own: number;
  readonly reaped: number;
}

/** CPU seconds that a process has used, with all its threads. */
export function cpuOf(pid: number): number {
  return timesOf(pid)?.own ?? Number.NaN;
}

/** CPU seconds that a process, the children that it has now and those that have ended have used together. */
export function cpuOfFamily(pid: number): number {
  const self = timesOf(pid);
  if (self === undefined) return Number.NaN;
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => timesOf(Number(name)))
    .filter((times) => times?.parent === pid);
  return self.own + self.reaped + children.reduce((sum, times) => sum + (times?.own ?? 0), 0);
}

/** Megabytes that a process holds now, and held at most. */
export function memoryOf(pid: number): { readonly now: number; readonly most: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const megabytes = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]) / 1024;
  return { now: megabytes('VmRSS'), most: megabytes('VmHWM') };
}

/** The process that started another. */
export function parentOf(pid: number): number {
  return timesOf(pid)?.parent ?? Number.NaN;
}

function timesOf(pid: number): Times | undefined {
  try {
    // The name in the second field may hold spaces and parentheses.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    const ticks = (field: number) => Number(fields[field - 3]) / ticksPerSecond;
    return { parent: Number(fields[1]), own: ticks(14) + ticks(15), reaped: ticks(16) + ticks(17) };
  } catch {
    return undefined;
  }
}
