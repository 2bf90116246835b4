import { mayAsk } from '../app/events/task-of.ts';
import type { LoggedDelivery } from '../github/delivery-log.ts';
import { type Check, ok, warning, wrong } from './check.ts';

const title = 'Recent deliveries';
/** So many in a row that fail are no accident. */
const row = 5;

/** Whether what GitHub sent lately got here; `log` is its log, newest first. */
export function checkDeliveries(log: readonly LoggedDelivery[]): Check[] {
  const latest = latestAttempts(log);
  const [newest] = latest;
  const oldest = latest.at(-1);
  if (newest === undefined || oldest === undefined) {
    return [
      warning(
        title,
        "there is none in GitHub's log, which goes back 3 days",
        'Open a pull request in a repository where the App is installed, and look again.',
      ),
    ];
  }
  const judge = latest.slice(0, row).every((one) => !isGood(one)) ? wrong : warning;
  // What asks for nothing is not asked for again, so it stays failed.
  const failed = latest.filter((one) => !isGood(one) && (judge === wrong || mayAsk(one)));
  const span = `of the last ${latest.length}, since ${oldest.at.toISOString()}`;
  if (failed.length === 0) return [ok(title, `all ${span} got here that ask for something`)];
  const statuses = [...new Set(failed.map(({ status }) => status))];
  return statuses.map((status) => {
    const count = failed.filter((one) => one.status === status).length;
    const { why, remedy } = reasonOf(status);
    const again =
      judge === warning
        ? ' The newest got here again; those that did not are asked for once more by the sweep.'
        : '';
    return judge(
      title,
      `${count} ${span}, failed with ${status || 'no answer'}: ${why}`,
      `${remedy}${again}`,
    );
  });
}

/** A delivery that came at the second try is here. */
function latestAttempts(log: readonly LoggedDelivery[]): LoggedDelivery[] {
  const byGuid = new Map<string, LoggedDelivery>();
  for (const one of log) if (!byGuid.has(one.guid)) byGuid.set(one.guid, one);
  return [...byGuid.values()];
}

function isGood({ status }: LoggedDelivery): boolean {
  return status >= 200 && status < 300;
}

function reasonOf(status: number): { readonly why: string; readonly remedy: string } {
  switch (status) {
    case 401:
      return {
        why: 'the signature did not fit',
        remedy: "Set the same secret as WEBHOOK_SECRET and on the App's settings page.",
      };
    case 400:
      return {
        why: 'the server did not understand them',
        remedy:
          'See that the content type of the webhook is application/json; the log of the server says more.',
      };
    case 404:
    case 405:
      return {
        why: 'something else than the server answered, or a server with ROLE=worker',
        remedy:
          "See that the address on the App's settings page, and every proxy on the way, leads to a server with ROLE=web or all.",
      };
    case 413:
      return {
        why: 'something on the way takes no body of that size',
        remedy: 'Let proxies pass bodies of up to 25 MB, as GitHub sends them.',
      };
    case 503:
      return {
        why: 'the database was down, or no server behind the proxy was up',
        remedy: 'See the database and the log of the server.',
      };
    default:
      return {
        why: 'GitHub got no answer from the server',
        remedy:
          'See that the server runs, that GitHub reaches it (address, DNS, firewall, certificate), and that it answers within 10 s.',
      };
  }
}
