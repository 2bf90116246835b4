import type { GitHubClient } from './client.ts';

/** One attempt to deliver a webhook, as GitHub's log has it. */
export interface LoggedDelivery {
  /** Of this attempt. A 64-bit integer, which a number can't hold. */
  readonly id: string;
  /** Of the delivery, whatever the number of attempts: `X-GitHub-Delivery`. */
  readonly guid: string;
  readonly event: string;
  /** Undefined of an event that has none. */
  readonly action: string | undefined;
  readonly at: Date;
  readonly redelivery: boolean;
  /** What the App answered; 5xx of GitHub's own where no answer came. */
  readonly status: number;
}

/** A page of the log, newest first. */
export interface DeliveryPage {
  readonly deliveries: readonly LoggedDelivery[];
  /** Where the next, older page begins; undefined at the end. */
  readonly next: string | undefined;
}

/** All attempts, or those only that were answered with 400 to 599, or not at all. */
export type DeliveryScope = 'all' | 'failures';

/** Reads a page of 100 of the App's log of deliveries; asked as the App itself. Throws a GitHubError. */
export async function readDeliveries(
  client: GitHubClient,
  { scope, cursor }: { readonly scope: DeliveryScope; readonly cursor: string | undefined },
): Promise<DeliveryPage> {
  const { data, headers } = await client.rest('GET /app/hook/deliveries', {
    per_page: 100,
    ...(scope === 'failures' && { status: 'failure' as const }),
    ...(cursor !== undefined && { cursor }),
  });
  return {
    deliveries: data.map(
      ({ id, guid, event, action, delivered_at: at, redelivery, status_code: status }) => ({
        id: String(id),
        guid,
        event,
        action: action || undefined,
        at: new Date(at),
        redelivery,
        status,
      }),
    ),
    next: nextCursor(headers.link),
  };
}

/** The body of what the App answered to an attempt. */
export async function readDeliveryAnswer(client: GitHubClient, id: string): Promise<string> {
  const { data } = await client.rest('GET /app/hook/deliveries/{delivery_id}', { delivery_id: inPath(id) });
  return data.response.payload ?? '';
}

/** Has GitHub send a delivery again, with the same GUID; it takes those of the last 3 days (7 on a GHES). */
export async function redeliver(client: GitHubClient, id: string): Promise<void> {
  await client.rest('POST /app/hook/deliveries/{delivery_id}/attempts', { delivery_id: inPath(id) });
}

/** Octokit's types have a number there, which holds 53 bits; into the path it goes as text. */
function inPath(id: string): number {
  return id as unknown as number;
}

function nextCursor(link: string | undefined): string | undefined {
  const [, url] = /<([^>]+)>;\s*rel="next"/.exec(link ?? '') ?? [];
  return url === undefined ? undefined : (new URL(url).searchParams.get('cursor') ?? undefined);
}
