import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { secret, spawnProgram } from './programs.ts';

/** What sending came to; times in milliseconds. */
export interface Figures {
  /** Acknowledged deliveries a second. */
  readonly rate: number;
  readonly p50: number;
  readonly p99: number;
  readonly worst: number;
  /** Answers that are no acknowledgement. */
  readonly refused: number;
}

/** Sends deliveries from a process of its own, as fast as so many senders get their answers. */
export async function send(how: {
  readonly url: string;
  readonly seconds: number;
  readonly senders: number;
}): Promise<Figures> {
  const child = spawnProgram('sender', [JSON.stringify(how)], { WEBHOOK_SECRET: secret });
  if (child.stdout === null) throw new Error('the sender has no output');
  const [output] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  return JSON.parse(output) as Figures;
}
