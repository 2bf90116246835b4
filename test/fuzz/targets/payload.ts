import webhookExamples from '@octokit/webhooks-examples' with { type: 'json' };
import { z } from 'zod';
import { defaults } from '../../../src/app/config.ts';
import { events, taskOf } from '../../../src/app/events/task-of.ts';
import { itemOf } from '../../../src/app/item-of.ts';
import { growPayload, type PayloadExample } from '../grow/payload.ts';
import { defineTarget, must } from '../target.ts';

/** GitHub's own examples of payloads. */
export const examples = (
  webhookExamples as unknown as readonly { readonly name: string; readonly examples: readonly object[] }[]
).flatMap(({ name, examples: payloads }): PayloadExample[] =>
  payloads.map((payload) => ({ name, payload: { installation: { id: 1 }, ...payload } })),
);
const known = examples.filter(({ name }) => events.includes(name));

/** A payload as it is read once its signature is verified. */
export const payloadTarget = defineTarget<PayloadExample>({
  name: 'payload',
  seconds: 10,
  grow: (random) => growPayload(random, known),
  run({ name, payload }) {
    try {
      const task = taskOf(name, payload, { appId: 1 });
      if (task === undefined) return;
      const item = itemOf(task, '00000000-0000-4000-8000-000000000000', defaults);
      must(Number.isSafeInteger(task.installation) && item.key.length < 1000, 'a task has its place');
      must(
        /^[\w.-]+$/.test(task.repository.owner) && /^[\w.-]+$/.test(task.repository.name),
        'names are names',
      );
      must(JSON.stringify(item).length < 200_000, 'what is stored is small');
    } catch (error) {
      if (!(error instanceof z.ZodError)) throw error;
    }
  },
});
