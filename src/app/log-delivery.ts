import type { DeliveryAnswer } from './http/receive-delivery.ts';
import type { Log } from './log.ts';

/** A function that logs what became of a delivery: what is as usual only at the level debug. */
export function logDelivery(log: Log): (answer: DeliveryAnswer, milliseconds: number) => void {
  return ({ id: delivery, event, about, outcome, status, error }, milliseconds) => {
    const fields = { delivery, event, ...about, outcome, status, milliseconds: Math.round(milliseconds) };
    if (outcome === 'store-down') log.error({ ...fields, err: error }, 'a delivery could not be stored');
    else if (error !== undefined) log.warn({ ...fields, err: error }, 'a delivery was not understood');
    else if (outcome === 'no-room') log.warn(fields, 'there was no room for a large delivery');
    else if (outcome === 'refused') log.warn(fields, 'a delivery was refused');
    else log.debug(fields, 'a delivery came in');
  };
}
