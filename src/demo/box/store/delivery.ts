import type { Json } from './json.ts';

/** One attempt to deliver a webhook. */
export interface Delivery {
  readonly id: number;
  /** `X-GitHub-Delivery`: a redelivery has the same. */
  readonly guid: string;
  readonly event: string;
  readonly action: string | null;
  readonly deliveredAt: Date;
  readonly redelivery: boolean;
  readonly installationId: number | null;
  readonly repositoryId: number | null;
  readonly url: string;
  readonly request: { readonly headers: Readonly<Record<string, string>>; readonly payload: Json };
  /** Undefined while it is under way. */
  outcome: DeliveryOutcome | undefined;
}

/** How an attempt ended; a status of 0 says that no answer came. */
export interface DeliveryOutcome {
  readonly statusCode: number;
  readonly status: string;
  /** Seconds. */
  readonly duration: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
