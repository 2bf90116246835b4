import { notFound } from '../http/api-error.ts';
import type { Delivery } from '../store/delivery.ts';
import { asApp, type Call, numberOf, ok, textOf } from './call.ts';

/** How the App's webhook is set up, the log of its deliveries, and how to have one sent again. */
export const deliveryRoutes = {
  'GET /app/hook/config': asApp(({ state }) => {
    const webhook = state.webhook();
    if (webhook === undefined) throw notFound();
    return ok({
      content_type: webhook.contentType,
      insecure_ssl: webhook.verifiesTls === 'yes' ? '0' : '1',
      url: webhook.url,
      // GitHub tells that there is one, never what it is.
      ...(webhook.secret !== '' && { secret: '********' }),
    });
  }),

  'GET /app/hook/deliveries': asApp((call) => {
    const size = Math.min(100, Math.max(1, numberOf(call, 'per_page') || 30));
    const all = call.state.deliveries.filter((one) => isWanted(call, one)).reverse();
    const from = all.findIndex((one) => cursorOf(one) === textOf(call, 'cursor'));
    const start = from < 0 ? 0 : from;
    const next = all[start + size];
    const url = new URL(call.url);
    if (next) url.searchParams.set('cursor', cursorOf(next));
    return {
      ...ok(all.slice(start, start + size).map(itemView)),
      headers: next ? { link: `<${url.href}>; rel="next"` } : {},
    };
  }),

  'GET /app/hook/deliveries/{delivery_id}': asApp((call) => {
    const delivery = asked(call);
    const { outcome, request } = delivery;
    const response = { headers: outcome?.headers ?? {}, payload: outcome?.body ?? '' };
    return ok({ ...itemView(delivery), url: delivery.url, request, response });
  }),

  'POST /app/hook/deliveries/{delivery_id}/attempts': asApp((call) => {
    call.state.redeliver(asked(call));
    return { status: 202, body: {} };
  }),
};

function asked(call: Call): Delivery {
  const delivery = call.state.deliveries.find((one) => one.id === numberOf(call, 'delivery_id'));
  if (!delivery) throw notFound();
  return delivery;
}

/** Deliveries that are under way are not in the log yet. */
function isWanted(call: Call, { outcome }: Delivery): boolean {
  const wanted = textOf(call, 'status');
  if (!outcome) return false;
  const good = outcome.statusCode >= 200 && outcome.statusCode < 400;
  return wanted === '' || good === (wanted === 'success');
}

function cursorOf(delivery: Delivery): string {
  return `v1_${delivery.id}`;
}

function itemView(delivery: Delivery) {
  return {
    id: delivery.id,
    guid: delivery.guid,
    delivered_at: delivery.deliveredAt.toISOString(),
    redelivery: delivery.redelivery,
    duration: delivery.outcome?.duration ?? 0,
    status: delivery.outcome?.status ?? 'pending',
    status_code: delivery.outcome?.statusCode ?? 0,
    event: delivery.event,
    action: delivery.action,
    installation_id: delivery.installationId,
    repository_id: delivery.repositoryId,
  };
}
