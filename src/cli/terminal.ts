import { styleText } from 'node:util';

/** Where a command runs: what it may know of the terminal, and how it speaks. */
export interface Terminal {
  /** Where the person stands. */
  readonly directory: string;
  /** Columns of the terminal; undefined where the output goes elsewhere. */
  readonly width: number | undefined;
  style(format: Parameters<typeof styleText>[0], text: string): string;
  print(text: string): void;
  complain(text: string): void;
}

/** The process's own terminal. Colour only where stdout is a terminal; NO_COLOR and FORCE_COLOR are respected. */
export function processTerminal(): Terminal {
  survive(process.stdout);
  survive(process.stderr);
  return {
    directory: standingDirectory(process.env, process.cwd()),
    width: process.stdout.isTTY ? process.stdout.columns : undefined,
    style: (format, text) => styleText(format, text, { stream: process.stdout }),
    print: (text) => void process.stdout.write(text),
    complain: (text) => void process.stderr.write(text),
  };
}

/** npm runs a script in the package's folder, and says where the person stood. */
function standingDirectory(env: NodeJS.ProcessEnv, workingDirectory: string): string {
  const isOwnScript = env.npm_lifecycle_event === 'ci-warden' && env.npm_package_name === 'ci-warden';
  return (isOwnScript && env.INIT_CWD) || workingDirectory;
}

/** Whoever reads may have seen enough (`| head`): that is no error of ours. */
function survive(stream: NodeJS.WriteStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}
