import { webhookPath } from '../app/http/routes.ts';
import { placeholderOrigin } from '../app/placeholder-origin.ts';
import type { HookRead } from '../github/read-app.ts';
import { type Check, ok, warning, wrong } from './check.ts';

const title = 'Webhook';
const where = 'on the App\'s settings page, under "Webhook"';

/** Whether GitHub sends the App's deliveries to where the server takes them in, and as it reads them. */
export function checkWebhook(hook: HookRead | undefined, proxyUrl: string | undefined): Check[] {
  if (hook === undefined) {
    return [
      wrong(
        title,
        'there is none',
        `Make it active ${where}, with the address of this server and the path ${webhookPath}.`,
      ),
    ];
  }
  const checks = [judgeUrl(hook.url, proxyUrl), judgeContent(hook), judgeSecret(hook), judgeTls(hook)];
  return checks.filter((check) => check !== undefined);
}

function judgeUrl(url: string, proxyUrl: string | undefined): Check {
  if (proxyUrl !== undefined) {
    if (url === proxyUrl) return ok(title, `sent to ${url}, from where this server fetches it`);
    return wrong(
      title,
      `sent to ${url}, but this server listens to ${proxyUrl}`,
      `Set the address ${where} to that of WEBHOOK_PROXY_URL, or leave the variable out.`,
    );
  }
  const { protocol, pathname, origin } = new URL(url);
  if (origin === placeholderOrigin) {
    return wrong(
      title,
      `sent to ${url}, which stands in app.yml as an example`,
      `Set the address ${where} to that of this server, with the path ${webhookPath}.`,
    );
  }
  if (pathname !== webhookPath) {
    return wrong(
      title,
      `sent to the path ${pathname}, where the server takes nothing in`,
      `Set the address ${where} to ${origin}${webhookPath}, unless something on the way changes the path.`,
    );
  }
  if (protocol === 'https:') return ok(title, `sent to ${url}`);
  return warning(
    title,
    `sent to ${url}, which is not encrypted`,
    `Let the server be reached by https, and set the address ${where}: who listens on the way reads what is private.`,
  );
}

function judgeContent({ contentType }: HookRead): Check | undefined {
  if (contentType === 'json') return undefined;
  return wrong(
    title,
    `deliveries are sent as "${contentType}", which the server does not read`,
    `Set the content type ${where} to application/json.`,
  );
}

function judgeSecret({ secret }: HookRead): Check | undefined {
  if (secret === 'set') return undefined;
  return wrong(
    title,
    'there is no secret: deliveries are not signed, and the server refuses them',
    `Set the secret ${where} to that of WEBHOOK_SECRET.`,
  );
}

function judgeTls({ url, verifiesTls }: HookRead): Check | undefined {
  if (verifiesTls === 'yes' || !url.startsWith('https:')) return undefined;
  return warning(
    title,
    'GitHub does not look at the certificate of the receiver',
    `Enable SSL verification ${where}: without it anybody on the way can take the server's place.`,
  );
}
