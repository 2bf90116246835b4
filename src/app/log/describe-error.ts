import { neutralise } from '../../core/report/neutralise.ts';

/** An error as it is logged. */
export interface ErrorDescribed {
  readonly type: string;
  readonly message: string;
  readonly stack?: string;
  readonly code?: string;
  /** The HTTP status that it came with. */
  readonly status?: number;
  readonly cause?: unknown;
}

/** How many causes of causes are told. */
const deepest = 4;
/** An answer's whole text may be in a message. */
const longestMessage = 2000;

/**
 * What the log keeps of an error: its words, where it was thrown, and its causes. Never the request or the answer that
 * libraries hang on to it, for they hold credentials and whatever a stranger wrote.
 */
export function describeError(error: unknown, depth = 1): unknown {
  if (!(error instanceof Error)) return error;
  const { name, message, stack, cause } = error;
  const { code, status } = error as { readonly code?: unknown; readonly status?: unknown };
  const described: ErrorDescribed = {
    type: name,
    message: message.slice(0, longestMessage),
    stack: `${name}: ${neutralise(message.slice(0, longestMessage))}${framesOf(stack ?? '', message)}`,
    ...(typeof code === 'string' && { code }),
    ...(typeof status === 'number' && { status }),
    ...(cause !== undefined && depth < deepest && { cause: describeError(cause, depth + 1) }),
  };
  return described;
}

/** The lines that the engine wrote; the message before them may hold lines that only look like it. */
function framesOf(stack: string, message: string): string {
  const at = stack.indexOf(message);
  const after = at < 0 ? '' : stack.slice(at + message.length);
  const frames = after.split('\n').filter((line) => /^\s+at /.test(line));
  return frames.map((line) => `\n${line}`).join('');
}
