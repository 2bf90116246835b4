import { readdirSync, readFileSync } from 'node:fs';

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
