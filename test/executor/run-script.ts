import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { signal } from './processes.ts';
import type { Invocation } from './shell.ts';

/** A script to run: how, where, and what may end it before its time. */
export interface ScriptRun {
  readonly invocation: Invocation;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** The file that takes what the script prints: a pipe would stay open as long as a container holds it. */
  readonly log: string;
  readonly timeoutMs: number;
  /** The job is cancelled as soon as this file exists. */
  readonly cancelWhen?: string;
}

/** How a script ended: by itself, at its time limit, or because the job was cancelled. */
export interface ScriptEnd {
  readonly by: 'itself' | 'timeout' | 'cancellation';
  readonly ok: boolean;
  readonly output: string;
}

/** GitHub waits 7.5 s after SIGINT; nothing in a test needs so long. The 2.5 s after SIGTERM are GitHub's. */
const graceMs = { before: 30, interrupt: 250, terminate: 2500 };

/**
 * Runs a script to its end. A cancellation goes to the shell alone: SIGINT, SIGTERM, then a kill; what it started lives
 * on until the job's end. Source: actions/runner, `ProcessInvoker`.
 */
export async function runScript(run: ScriptRun): Promise<ScriptEnd> {
  const log = openSync(run.log, 'a');
  const { program, args } = run.invocation;
  const child = spawn(program, args, { cwd: run.cwd, env: run.env, stdio: ['ignore', log, log] });
  closeSync(log);
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code));
  });
  const stop = new AbortController();
  const interrupted = await Promise.race([ended, interruption(run, stop.signal)]).finally(() => stop.abort());
  const by = typeof interrupted === 'string' ? interrupted : 'itself';
  if (by !== 'itself' && child.pid !== undefined) await end(child.pid, ended);
  const code = await ended;
  return { by, ok: by === 'itself' && code === 0, output: readFileSync(run.log, 'utf8') };
}

async function interruption(run: ScriptRun, stop: AbortSignal): Promise<'timeout' | 'cancellation'> {
  const until = Date.now() + run.timeoutMs;
  while (!stop.aborted && Date.now() < until) {
    if (run.cancelWhen !== undefined && existsSync(run.cancelWhen)) return 'cancellation';
    await sleep(10);
  }
  return 'timeout';
}

async function end(pid: number, ended: Promise<unknown>): Promise<void> {
  await sleep(graceMs.before);
  signal(pid, 'SIGINT');
  if (await within(ended, graceMs.interrupt)) return;
  signal(pid, 'SIGTERM');
  if (await within(ended, graceMs.terminate)) return;
  signal(pid, 'SIGKILL');
}

async function within(ended: Promise<unknown>, ms: number): Promise<boolean> {
  const timer = new AbortController();
  const late = sleep(ms, false, { signal: timer.signal }).catch(() => false);
  const inTime = await Promise.race([ended.then(() => true), late]);
  timer.abort();
  return inTime;
}
