import { randomUUID } from 'node:crypto';
import type { GitHubDescription } from '../openapi/description.ts';
import type { BoxState, HookEvent } from '../store/box-state.ts';
import { installationOn } from '../store/box-state.ts';
import type { Delivery } from '../store/delivery.ts';
import type { Webhook } from '../store/webhook.ts';
import { payloadOf, webhookName } from './payload.ts';
import { post } from './post.ts';
import { sign } from './sign.ts';
import { isToldOf } from './subscription.ts';

/** Sends deliveries in the background and keeps their log; GitHub itself sends none again. */
export class HookSender {
  readonly #description: GitHubDescription;
  readonly #underWay = new Set<Promise<void>>();
  /** Undefined until there is an App to send to. */
  webhook: Webhook | undefined;
  /** The first payload that was not as GitHub describes it: a fault of the box, thrown by `settled`. */
  #fault: Error | undefined;

  constructor(description: GitHubDescription) {
    this.#description = description;
  }

  /** Sends an event, if the App is to be told of it. */
  send(state: BoxState, event: HookEvent): void {
    if (!this.webhook || !isToldOf(state, event)) return;
    const payload = payloadOf(state, event);
    const wrong = this.#description.wrongPayload(webhookName(event), payload);
    if (wrong) this.#fault ??= new Error(`the box's webhook ${webhookName(event)} is not GitHub's: ${wrong}`);
    const delivery = {
      guid: randomUUID(),
      event: event.event,
      action: event.action ?? null,
      installationId: installationOn(state, event.repository.owner)?.id ?? null,
      repositoryId: event.repository.id,
    };
    this.#start(state, { ...delivery, redelivery: false }, JSON.stringify(payload));
  }

  /** Sends a delivery again: the same GUID and body, signed with the secret of now. */
  redeliver(state: BoxState, delivery: Delivery): void {
    this.#start(state, { ...delivery, redelivery: true }, JSON.stringify(delivery.request.payload));
  }

  /** Waits until every delivery has been answered, also those that the answers led to. */
  async settled(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
    if (this.#fault) throw this.#fault;
  }

  #start(
    state: BoxState,
    about: Pick<Delivery, 'guid' | 'event' | 'action' | 'redelivery' | 'installationId' | 'repositoryId'>,
    body: string,
  ): void {
    const { webhook } = this;
    if (!webhook) return;
    const sent = webhook.contentType === 'json' ? body : `${new URLSearchParams({ payload: body })}`;
    const headers = headersOf(state, about, { webhook, sent });
    const request = { headers, payload: JSON.parse(body) };
    const exchange = { url: webhook.url, request, outcome: undefined };
    const delivery: Delivery = { ...about, ...exchange, id: state.nextId(), deliveredAt: state.now() };
    state.deliveries.push(delivery);
    const posting = post(delivery, sent).then((outcome) => {
      delivery.outcome = outcome;
      this.#underWay.delete(posting);
    });
    this.#underWay.add(posting);
  }
}

function headersOf(
  state: BoxState,
  about: Pick<Delivery, 'guid' | 'event'>,
  { webhook, sent }: { readonly webhook: Webhook; readonly sent: string },
): Record<string, string> {
  const { secret, contentType } = webhook;
  return {
    'content-type': contentType === 'json' ? 'application/json' : 'application/x-www-form-urlencoded',
    'user-agent': 'GitHub-Hookshot/box',
    'x-github-delivery': about.guid,
    'x-github-event': about.event,
    'x-github-hook-id': String(state.app.id),
    'x-github-hook-installation-target-id': String(state.app.id),
    'x-github-hook-installation-target-type': 'integration',
    ...(secret !== '' && { 'x-hub-signature-256': sign(secret, sent) }),
  };
}
