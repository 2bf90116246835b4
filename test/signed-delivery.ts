import { randomUUID } from 'node:crypto';
import { sign } from '../src/demo/box/hooks/sign.ts';

/** A delivery that is to be signed with a secret. */
export interface UnsentDelivery<Body = string> {
  readonly event: string;
  readonly body: Body;
  readonly secret: string;
}

/** The headers with which GitHub would send a delivery, each time under an id of its own. */
export function deliveryHeaders({ event, body, secret }: UnsentDelivery<string | Uint8Array>) {
  return {
    'content-type': 'application/json',
    'x-github-event': event,
    'x-github-delivery': randomUUID(),
    'x-hub-signature-256': sign(secret, body),
  };
}

/** Sends a delivery as GitHub would; returns the status of the answer. */
export async function postDelivery(url: string, delivery: UnsentDelivery): Promise<number> {
  const { body } = delivery;
  const response = await fetch(url, { method: 'POST', headers: deliveryHeaders(delivery), body });
  await response.text();
  return response.status;
}
