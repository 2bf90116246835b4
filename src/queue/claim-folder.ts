import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, realpath, unlink } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder that only one process may use is in use. */
export class FolderInUse extends Error {
  override readonly name = 'FolderInUse';
}

/**
 * Makes the folder and claims it for this process until `release` is called or the process ends; throws FolderInUse
 * where another process has it. Held by a listening socket, because the system takes that away from a dead process
 * whatever its end, which a file with a process id in it does not survive.
 */
export async function claimFolder(folder: string): Promise<{ release(): Promise<void> }> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = await socketPath(folder);
  if (await answers(path)) {
    throw new FolderInUse(
      `${folder} is in use by another ci-warden: stop it, give this one a DATA_DIR of its own, or set DATABASE_URL to run several on one PostgreSQL`,
    );
  }
  await unlink(path).catch(() => undefined);
  const server = createServer((socket) => socket.destroy()).unref();
  server.listen(path);
  await once(server, 'listening');
  return {
    release: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function socketPath(folder: string): Promise<string> {
  const path = join(await realpath(folder), 'claim.sock');
  // A socket's path has at most 107 bytes on Linux.
  if (Buffer.byteLength(path) <= 100) return path;
  return join(tmpdir(), `ci-warden-${createHash('sha256').update(path).digest('hex').slice(0, 24)}.sock`);
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.on('connect', () => resolve(true));
    socket.on('error', () => resolve(false));
    socket.on('close', () => socket.destroy());
  });
}
