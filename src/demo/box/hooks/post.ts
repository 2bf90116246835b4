import type { Delivery, DeliveryOutcome } from '../store/delivery.ts';

/** GitHub gives the App this long to answer. */
const patienceInMilliseconds = 10_000;

/** Posts a delivery and says how it ended; never throws. */
export async function post(delivery: Delivery, body: string): Promise<DeliveryOutcome> {
  const start = performance.now();
  const seconds = () => Math.round(performance.now() - start) / 1000;
  try {
    const answer = await fetch(delivery.url, {
      method: 'POST',
      headers: { ...delivery.request.headers },
      body,
      signal: AbortSignal.timeout(patienceInMilliseconds),
    });
    const text = await answer.text();
    return {
      statusCode: answer.status,
      status: answer.ok ? 'OK' : `Invalid HTTP Response: ${answer.status}`,
      duration: seconds(),
      headers: Object.fromEntries(answer.headers),
      body: text,
    };
  } catch (error) {
    const timedOut = error instanceof DOMException && error.name === 'TimeoutError';
    const status = timedOut ? 'timed out' : 'failed to connect to host';
    return { statusCode: timedOut ? 504 : 502, status, duration: seconds(), headers: {}, body: '' };
  }
}
