import type { Used } from './subject.ts';

/** What one of something costs. */
export interface Cost {
  /** Requests to GitHub, without those for tokens, of which an installation needs one an hour. */
  readonly requests: number;
  /** CPU milliseconds. */
  readonly server: number;
  /** Undefined where the database is embedded. */
  readonly database: DatabaseCost | undefined;
}

/** What one of something costs a PostgreSQL. */
export interface DatabaseCost {
  /** CPU milliseconds. */
  readonly cpu: number;
  readonly rows: number;
  /** Bytes of the write-ahead log. */
  readonly log: number;
}

/** Megabytes that a process holds. */
export interface Memory {
  readonly atRest: number;
  readonly afterwards: number;
  readonly most: number;
}

/** What a server came to that does everything. */
export interface WholeServer {
  readonly first: Cost;
  readonly further: Cost;
  readonly run: Cost;
  readonly idle: Idle;
  readonly memory: Memory;
}

/** What a server came to that only takes deliveries in. */
export interface WebServer {
  readonly stored: Cost;
  readonly ignored: Cost;
  /** Bytes that a row takes, with all indexes, once its job is done. */
  readonly rowBytes: number;
  readonly memory: Memory;
}

/** What goes on by itself, in CPU seconds a second. */
export interface Idle {
  readonly server: number;
  readonly database: number;
}

/** What went on by itself between two looks. */
export function idleOf([before, after]: readonly [Used, Used]): Idle {
  const seconds = after.at - before.at;
  return {
    server: (after.server - before.server) / seconds,
    database: (after.database - before.database) / seconds,
  };
}

/** What each of `count` cost between two looks, without what goes on by itself. */
export function costOf(
  { count, requests, idle }: { readonly count: number; readonly requests: number; readonly idle: Idle },
  [before, after]: readonly [Used, Used],
): Cost {
  const seconds = after.at - before.at;
  const cpu = (name: 'server' | 'database') =>
    Math.max(0, ((after[name] - before[name] - idle[name] * seconds) * 1000) / count);
  const each = (name: 'rows' | 'log') => ((after.stored?.[name] ?? 0) - (before.stored?.[name] ?? 0)) / count;
  return {
    requests: requests / count,
    server: cpu('server'),
    database:
      after.stored === undefined ? undefined : { cpu: cpu('database'), rows: each('rows'), log: each('log') },
  };
}
