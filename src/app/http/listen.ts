import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConfigError } from '../config.ts';

/** A server that listens. */
export interface Listening {
  /** `http://127.0.0.1:3000` */
  readonly url: string;
  /** Takes no more connections and waits for the answers that are being given. */
  close(): Promise<void>;
}

/** Listens; throws ConfigError where it can't. */
export async function listen(
  handler: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
  { port, host }: { readonly port: number; readonly host: string | undefined },
): Promise<Listening> {
  const server = createServer({ requestTimeout: 60_000, headersTimeout: 20_000 }, handler);
  server.listen({ port, host });
  try {
    await once(server, 'listening');
  } catch (error) {
    throw new ConfigError(`It can't listen at port ${port}: ${messageOf(error)}. Set PORT to another one.`);
  }
  const address = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
