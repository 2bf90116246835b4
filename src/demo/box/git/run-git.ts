import { spawn } from 'node:child_process';

/** A git command that failed; `message` has what git wrote on its standard error. */
export class GitError extends Error {
  override readonly name = 'GitError';
  readonly exitCode: number | null;
  readonly stdout: string;

  constructor(args: readonly string[], exitCode: number | null, output: { stdout: string; stderr: string }) {
    super(`git ${args[0] ?? ''} failed (${exitCode ?? 'killed'}): ${output.stderr.trim()}`);
    this.exitCode = exitCode;
    this.stdout = output.stdout;
  }
}

/** The environment of every git process: nobody's configuration, and no repository of a surrounding git hook. */
export function gitEnvironment(): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
  };
}

/** Runs git in a bare repository and returns its standard output, as bytes; throws a GitError on any other exit than 0. */
export function runGit(
  directory: string,
  args: readonly string[],
  input?: string | Buffer,
  env: NodeJS.ProcessEnv = gitEnvironment(),
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', ['--git-dir', directory, '-c', 'core.quotePath=false', ...args], {
      env,
    });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      const out = Buffer.concat(stdout);
      if (code === 0) resolve(out);
      else reject(new GitError(args, code, { stdout: `${out}`, stderr: `${Buffer.concat(stderr)}` }));
    });
    // A git that refuses early closes its end of the pipe; what it says on stderr is the error that counts.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}
