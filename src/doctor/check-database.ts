import { type DatabaseInspected, type DatabaseSeen, tablesVersion } from '../queue/inspect-database.ts';
import { type Check, ok, warning, wrong } from './check.ts';

const title = 'Database';
/** PostgreSQL 13, as pg-boss needs it. */
const oldestVersion = 130_000;

/** Whether the queue has where to be. */
export function checkDatabase(seen: DatabaseInspected): Check[] {
  switch (seen.state) {
    case 'unreachable':
      return [wrong(title, `it can't be used: ${seen.why}`, remedyFor(seen.code))];
    case 'in-use':
      return [ok(title, 'embedded; a server has it, so it is not looked into')];
    case 'absent':
      return [ok(title, 'embedded; it is made at the first start')];
    case 'reachable':
      return [judgeVersion(seen), judgeTables(seen)];
  }
}

function remedyFor(code: string | undefined): string {
  switch (code) {
    case 'ECONNREFUSED':
      return 'Start PostgreSQL, or set DATABASE_URL to where it listens.';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'Set the host in DATABASE_URL to one that has an address.';
    case '28P01':
    case '28000':
      return 'Set the user and the password in DATABASE_URL to those of a role that may log in.';
    case '3D000':
      return 'Create the database that DATABASE_URL names (`createdb`), or name another.';
    case 'EACCES':
    case 'EROFS':
      return 'Let the user of the server write into DATA_DIR, or mount a volume there.';
    default:
      return 'See whether DATABASE_URL (or DATA_DIR) is right and this machine reaches it.';
  }
}

function judgeVersion({ version }: DatabaseSeen): Check {
  const text = `PostgreSQL ${Math.floor(version / 10_000)}.${version % 10_000}`;
  if (version >= oldestVersion) return ok(title, text);
  return wrong(title, `${text}, which is too old`, 'Upgrade to PostgreSQL 13 or later.');
}

function judgeTables({ tables, mayCreate, bytes }: DatabaseSeen): Check {
  if (tables === undefined) {
    if (mayCreate === 'yes') return ok(title, 'no tables yet; they are made at the first start');
    return wrong(
      title,
      'no tables yet, and the role may not make them',
      'GRANT CREATE ON DATABASE … TO the role in DATABASE_URL.',
    );
  }
  const { version, waiting, failed } = tables;
  if (version > tablesVersion) {
    return warning(
      title,
      `its tables are of version ${version}, and this program knows ${tablesVersion}`,
      'Run the version of CI Warden that last ran on it, or a newer one.',
    );
  }
  if (version < tablesVersion && mayCreate === 'no') {
    return wrong(
      title,
      `its tables are of version ${version}, and the role may not bring them to ${tablesVersion}`,
      'Let the role in DATABASE_URL own the schema ci_warden.',
    );
  }
  const upgrade = version < tablesVersion ? ` (brought to ${tablesVersion} at the next start)` : '';
  const size = `${(bytes / 1_000_000).toFixed(1)} MB`;
  return ok(title, `tables of version ${version}${upgrade}, ${size}; ${waiting} jobs wait, ${failed} failed`);
}
