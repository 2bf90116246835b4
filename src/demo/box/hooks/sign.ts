import { createHmac } from 'node:crypto';

/** The value of `X-Hub-Signature-256`: an HMAC over the body's bytes. */
export function sign(secret: string, body: string | Uint8Array): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}
