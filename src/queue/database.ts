import { join } from 'node:path';
import { type ConstructorOptions, fromPglite } from 'pg-boss';
import { claimFolder } from './claim-folder.ts';
import { PgliteThread } from './pglite-thread.ts';

/** Where the queue is kept. */
export type DatabaseChoice =
  | { readonly kind: 'postgres'; readonly url: string }
  /** Embedded, for one process; without a folder in memory, for tests. */
  | { readonly kind: 'embedded'; readonly folder: string | undefined };

/** A database that pg-boss can run on. */
export interface Database {
  readonly options: ConstructorOptions;
  /** Whether nobody else can be working its items. */
  readonly exclusive: boolean;
  close(): Promise<void>;
}

/** Opens the database; `onDeath` is called where it ends by itself and can't be had again in this process. */
export async function openDatabase(
  choice: DatabaseChoice,
  onDeath: (error: Error) => void,
): Promise<Database> {
  if (choice.kind === 'postgres') {
    return {
      options: { connectionString: choice.url, connectionTimeoutMillis: 5000, application_name: 'ci-warden' },
      exclusive: false,
      close: async () => {},
    };
  }
  const { folder } = choice;
  const claim = folder === undefined ? undefined : await claimFolder(folder);
  try {
    const thread = await PgliteThread.open(folder && join(folder, 'pglite'), onDeath);
    return {
      options: { db: fromPglite(thread), backend: 'pglite' },
      exclusive: true,
      close: async () => {
        await thread.close();
        await claim?.release();
      },
    };
  } catch (error) {
    await claim?.release();
    throw error;
  }
}
