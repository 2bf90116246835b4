import type { AppRead, PermissionsRead } from '../github/read-app.ts';
import { type Check, ok, warning, wrong } from './check.ts';
import type { Manifest } from './manifest.ts';
import { withoutEvent, withoutPermission } from './what-for.ts';

const levels = ['read', 'write', 'admin'];

/** The names of the permissions that are asked for and not granted, or not as far. */
export function lacking(asked: PermissionsRead, granted: PermissionsRead): string[] {
  const rank = (level: string | undefined) => levels.indexOf(level ?? '');
  return Object.keys(asked).filter((name) => rank(granted[name]) < rank(asked[name]));
}

/** Whether the App may do, and is told of, what `app.yml` asks for. */
export function checkPermissions({ permissions, events, url }: AppRead, manifest: Manifest): Check[] {
  const missing = lacking(manifest.permissions, permissions);
  const unheard = manifest.events.filter((event) => !events.includes(event));
  const more = Object.keys(permissions).filter(
    (name) => lacking({ [name]: permissions[name] ?? '' }, manifest.permissions).length > 0,
  );
  return [
    ...missing.map((name) =>
      wrong(
        'Permissions',
        `"${spoken(name)}: ${manifest.permissions[name]}" is missing: ${withoutPermission[name] ?? 'the App asks for it'}`,
        `Grant it under "Permissions & events" of ${settingsOf(url)}; then the owner of each installation has to accept it.`,
      ),
    ),
    ...(missing.length === 0 ? [ok('Permissions', 'all that app.yml asks for')] : []),
    ...judgeMore(more, permissions),
    ...unheard.map((event) =>
      wrong(
        'Events',
        `"${spoken(event)}" is not subscribed to: ${withoutEvent[event] ?? 'the App asks for it'}`,
        `Subscribe to it under "Permissions & events" of ${settingsOf(url)}.`,
      ),
    ),
    ...(unheard.length === 0 ? [ok('Events', 'all that app.yml asks for')] : []),
  ];
}

/** What is read of runners is documented as a choice; whatever else is granted is more than is used. */
function judgeMore(more: readonly string[], granted: PermissionsRead): Check[] {
  const chosen = new Set(['administration', 'organization_self_hosted_runners']);
  const unused = more.filter((name) => !(chosen.has(name) && granted[name] === 'read'));
  if (unused.length === 0) return [];
  const names = unused.map((name) => `"${spoken(name)}: ${granted[name]}"`).join(', ');
  return [
    warning(
      'Permissions',
      `more than app.yml asks for: ${names}`,
      'Take away what nothing else of yours needs: what the App may not do, nobody can make it do.',
    ),
  ];
}

/** Where its owner changes the App; GitHub shows it to others below `/apps/`. */
function settingsOf(url: string): string {
  return `the App's settings (Settings > Developer settings > GitHub Apps; ${url})`;
}

function spoken(name: string): string {
  return name.replaceAll('_', ' ');
}
