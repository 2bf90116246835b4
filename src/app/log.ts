import { destination, type Logger, pino } from 'pino';
import type { ServerConfig } from './config.ts';
import { asJsonLine } from './log/as-json-line.ts';
import { asPrettyLine } from './log/as-pretty-line.ts';
import { describeError } from './log/describe-error.ts';
import { redactor } from './log/redact.ts';

/** The server's log: pino's, as Probot and Octokit expect it. */
export type Log = Logger;

/** What a log is told. */
export type LogSettings = Pick<ServerConfig, 'logLevel' | 'logFormat' | 'webhookSecret'>;

/**
 * Opens the log. Whatever is in a message or a field, an entry stays one entry: what could end a line, move a cursor or
 * hide text is spelt out, and what looks like a credential is left out.
 */
export function openLog(
  { logLevel, logFormat, webhookSecret }: LogSettings,
  write: (text: string) => void = toStdout(),
): Log {
  const redact = redactor([webhookSecret]);
  const asLine = logFormat === 'json' ? asJsonLine : asPrettyLine();
  return pino(
    {
      name: 'ci-warden',
      level: logLevel,
      serializers: { err: describeError, error: describeError },
    },
    { write: (entry) => write(`${asLine(redact(entry.trimEnd()))}\n`) },
  );
}

/**
 * The log for Probot and Octokit: their warnings, and all that they say only at the level trace, since at debug they
 * write out whole requests, with what is in the repositories.
 */
export function logForLibraries(log: Log, { logLevel }: Pick<LogSettings, 'logLevel'>): Log {
  return log.child({}, { level: logLevel === 'trace' ? 'trace' : 'warn' });
}

/** Written before the call returns: the last words of a process that ends must not be lost. */
function toStdout(): (text: string) => void {
  const stdout = destination({ fd: 1, sync: true });
  return (text) => void stdout.write(text);
}
