import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The runner's machine as one job meets it: folders of its own, and what is on the PATH besides the system's. */
export interface Machine {
  readonly name: string;
  readonly workspace: string;
  readonly temp: string;
  /** Folders that stand before the system's on the PATH. */
  readonly path: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** The system's own folders on the PATH. */
  readonly systemPath: string;
  /** What starts every process of the job (`setpriv …`, say) before the program and its arguments. */
  readonly starter: readonly string[];
}

/** The PATH of a service on Debian. */
export const debianPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

type Given = Partial<Pick<Machine, 'name' | 'path' | 'env' | 'systemPath' | 'starter'>>;

/** A machine with an empty workspace below a new temporary folder, which `remove` deletes. */
export function newMachine(given: Given = {}): Machine & { readonly home: string; remove(): void } {
  const home = mkdtempSync(join(tmpdir(), 'ci-warden-runner-'));
  const workspace = join(home, 'workspace');
  const temp = join(home, 'temp');
  for (const folder of [workspace, temp]) mkdirSync(folder);
  const remove = () => rmSync(home, { recursive: true, force: true });
  const usual = { name: 'runner-1', path: [], env: {}, systemPath: debianPath, starter: [] };
  return { ...usual, ...given, workspace, temp, home, remove };
}
