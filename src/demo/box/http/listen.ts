import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Listens on the loopback address, on the port wished for or, if it is taken, on a free one; returns the origin. */
export async function listen(server: Server, port = 0): Promise<string> {
  const taken = await attempt(server, port);
  if (taken) await attempt(server, 0);
  const { port: given } = server.address() as AddressInfo;
  return `http://127.0.0.1:${given}`;
}

function attempt(server: Server, port: number): Promise<'taken' | undefined> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' && port !== 0) resolve('taken');
      else reject(error);
    };
    server.once('error', failed);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', failed);
      resolve(undefined);
    });
  });
}
