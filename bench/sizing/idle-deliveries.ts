import { createHmac, randomUUID } from 'node:crypto';
import webhookExamples from '@octokit/webhooks-examples' with { type: 'json' };
import { secret } from '../intake/programs.ts';

/** GitHub's own examples; the package's types know only its older form. */
const examples = webhookExamples as unknown as readonly {
  readonly name: string;
  readonly examples: readonly object[];
}[];

/** Sends deliveries that ask for nothing (somebody else's check run is done), as GitHub does for each job of Actions. */
export async function sendIdleDeliveries(url: string, count: number): Promise<void> {
  const all = examples.find(({ name }) => name === 'check_run')?.examples ?? [];
  const example = all.find((one) => 'action' in one && one.action === 'completed') ?? all[0];
  const body = JSON.stringify({ ...example, installation: { id: 1, node_id: 'x' } });
  const signature = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
  const send = async () => {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-github-event': 'check_run',
        'x-github-delivery': randomUUID(),
        'x-hub-signature-256': signature,
      },
      body,
    });
    await response.text();
    if (!response.ok) throw new Error(`a delivery was answered with ${response.status}`);
  };
  const sender = async (share: number) => {
    for (let index = 0; index < share; index += 1) await send();
  };
  await Promise.all(Array.from({ length: 10 }, () => sender(count / 10)));
}
