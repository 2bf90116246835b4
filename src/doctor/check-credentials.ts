import { GitHubError, GitHubUnavailable } from '../github/errors.ts';
import type { AppRead } from '../github/read-app.ts';
import { type Check, ok, wrong } from './check.ts';

const title = 'Credentials';

/** Whether GitHub takes the App's key: what it said when it was asked for the App, or the error that came. */
export function checkCredentials(read: AppRead | GitHubError, apiUrl: string): Check {
  if (!(read instanceof GitHubError)) return ok(title, `GitHub knows the App as ${read.name} (${read.slug})`);
  const { status, message } = read;
  if (read instanceof GitHubUnavailable) {
    return wrong(
      title,
      `GitHub does not answer at ${apiUrl}${answered(status)}: ${message}`,
      'See whether this machine reaches it (network, DNS, proxy, certificates), and whether GHE_HOST and GHE_PROTOCOL are right.',
    );
  }
  if (status === 404) {
    return wrong(
      title,
      `GitHub knows no App with this APP_ID at ${apiUrl}`,
      'Set APP_ID to the App ID (a number, not the client ID) on the settings page of the App, and GHE_HOST if it is registered on an Enterprise Server.',
    );
  }
  if (status === 401) {
    return wrong(
      title,
      `GitHub refuses the App's signature: ${message}`,
      'Set PRIVATE_KEY to a key of this very App: make a new one on its settings page. If the key is right, set the clock of this machine.',
    );
  }
  return wrong(title, `GitHub refuses to say who the App is: ${message}`, 'Try again later.');
}

/** Octokit has a 500 of its own for where no answer came. */
function answered(status: number | undefined): string {
  return status === undefined || status === 500 ? '' : ` (${status})`;
}
