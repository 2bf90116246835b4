import { randomBytes } from 'node:crypto';
import webhookExamples from '@octokit/webhooks-examples' with { type: 'json' };
import { postDelivery } from '../../test/signed-delivery.ts';
import { secret } from '../intake/programs.ts';

/** GitHub's own examples; the package's types know only its older form. */
const examples = webhookExamples as unknown as readonly {
  readonly name: string;
  readonly examples: readonly object[];
}[];
const senders = 10;

/**
 * Sends deliveries: each of a pull request with a head of its own, which is stored; or of somebody else's check run that
 * is done, as GitHub sends them for each job of Actions, and which asks for nothing.
 */
export async function sendDeliveries(
  url: string,
  event: 'pull_request' | 'check_run',
  count: number,
): Promise<void> {
  const action = event === 'pull_request' ? 'synchronize' : 'completed';
  const all = examples.find(({ name }) => name === event)?.examples ?? [];
  const example = all.find((one) => 'action' in one && one.action === action) ?? all[0];
  const text = JSON.stringify({ ...example, installation: { id: 1, node_id: 'x' } });
  const head = /"head":\{[^{}]*?"sha":"([0-9a-f]{40})"/.exec(text)?.[1] ?? 'none';
  const send = async () => {
    const body = text.replaceAll(head, randomBytes(20).toString('hex'));
    const status = await postDelivery(url, { event, body, secret });
    if (status >= 300) throw new Error(`a delivery was answered with ${status}`);
  };
  const sender = async () => {
    for (let index = 0; index < count / senders; index += 1) await send();
  };
  await Promise.all(Array.from({ length: senders }, sender));
}
