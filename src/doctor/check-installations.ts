import type { AppRead, InstallationRead } from '../github/read-app.ts';
import { type Check, ok, warning } from './check.ts';
import { lacking } from './check-permissions.ts';
import type { Manifest } from './manifest.ts';

const title = 'Installations';
/** How many are named. */
const named = 5;

/** Whether the App is installed, not suspended, and its permissions accepted. */
export function checkInstallations(
  {
    installations,
    more,
  }: { readonly installations: readonly InstallationRead[]; readonly more: 'yes' | 'no' },
  app: AppRead,
  manifest: Manifest,
): Check[] {
  if (installations.length === 0) {
    return [
      warning(title, 'there is none', `Install the App at ${app.url}: until then it has nothing to do.`),
    ];
  }
  // What the App itself lacks is said already; here it is about what its owner asked for and others have to accept.
  const asked = Object.fromEntries(
    Object.entries(app.permissions).filter(([name]) => manifest.permissions[name] !== undefined),
  );
  const suspended = installations.filter((one) => one.suspended === 'yes');
  const behind = installations.filter((one) => lacking(asked, one.permissions).length > 0);
  const count = `${more === 'yes' ? 'the first ' : ''}${installations.length}`;
  return [
    ...(suspended.length === 0 && behind.length === 0
      ? [ok(title, `${count}: none is suspended, and each has accepted the permissions`)]
      : [ok(title, count)]),
    ...listed(suspended, (one) =>
      warning(
        title,
        `${one.account} is suspended: nothing is answered there`,
        `Its owner lifts that at ${one.url}.`,
      ),
    ),
    ...listed(behind, (one) =>
      warning(
        title,
        `${one.account} has not accepted ${lacking(asked, one.permissions).join(', ')}`,
        `Its owner accepts the new permissions at ${one.url}.`,
      ),
    ),
  ];
}

function listed(some: readonly InstallationRead[], judge: (one: InstallationRead) => Check): Check[] {
  const checks = some.slice(0, named).map(judge);
  const [last] = checks.slice(-1);
  if (some.length <= named || last === undefined) return checks;
  return [
    ...checks,
    { ...last, found: `${some.length - named} more are like this one`, remedy: 'As above.' },
  ];
}
