import { readdirSync, readFileSync } from 'node:fs';

/** Kills a process, then all that descend from it, as the runner kills the tree of a step that ignored SIGTERM. */
export function killTree(pid: number): void {
  const children = childrenByParent();
  const queue = [pid];
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    queue.push(...(children.get(next) ?? []));
    signal(next, 'SIGKILL');
  }
}

/** Kills what a job left running, found by its RUNNER_TRACKING_ID as the runner does at a job's end. */
export function killTracked(trackingId: string): void {
  for (const pid of pids()) {
    const environment = read(`/proc/${pid}/environ`);
    if (environment.split('\0').includes(`RUNNER_TRACKING_ID=${trackingId}`)) signal(pid, 'SIGKILL');
  }
}

/** Sends a signal; a process that has ended meanwhile is no error. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function childrenByParent(): ReadonlyMap<number, readonly number[]> {
  const children = new Map<number, number[]>();
  for (const pid of pids()) {
    // The name in brackets may hold anything, so the fields are counted from its end.
    const fields = read(`/proc/${pid}/stat`)
      .replace(/^.*\) /s, '')
      .split(' ');
    const parent = Number(fields[1]);
    children.set(parent, [...(children.get(parent) ?? []), pid]);
  }
  return children;
}

function pids(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
