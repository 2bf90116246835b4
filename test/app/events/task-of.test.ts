import webhookExamples from '@octokit/webhooks-examples' with { type: 'json' };
import { describe, expect, it } from 'vitest';
import { mayAsk, taskOf } from '../../../src/app/events/task-of.ts';

/** GitHub's own examples of payloads. */
const examples = (
  webhookExamples as unknown as readonly { readonly name: string; readonly examples: readonly object[] }[]
).flatMap(({ name, examples: payloads }) =>
  payloads.map((payload) => ({ name, payload: { installation: { id: 1 }, ...payload } })),
);

function asks(name: string, payload: object): boolean {
  try {
    return taskOf(name, payload, { appId: 29310 }) !== undefined;
  } catch {
    return false;
  }
}

function actionOf(payload: object): string | undefined {
  return 'action' in payload ? String(payload.action) : undefined;
}

describe('mayAsk', () => {
  it("says so of all of GitHub's examples that ask for something, and of few others", () => {
    const asking = examples.filter(({ name, payload }) => asks(name, payload));
    const may = examples.filter(({ name, payload }) => mayAsk({ event: name, action: actionOf(payload) }));
    expect(asking.length).toBeGreaterThan(10);
    expect(asking.filter((one) => !may.includes(one))).toEqual([]);
    expect(may.length).toBeLessThan(examples.length / 5);
  });

  it('says so where the action is not told', () => {
    expect(mayAsk({ event: 'pull_request', action: undefined })).toBe(true);
    expect(mayAsk({ event: 'ping', action: undefined })).toBe(false);
  });
});

describe('taskOf', () => {
  it('remembers which check run somebody asks for again: that one is no answer', () => {
    const payload = {
      action: 'rerequested',
      installation: { id: 1 },
      repository: { id: 2, name: 'tool', default_branch: 'main', owner: { login: 'octo' } },
      check_run: { id: 4711, head_sha: 'a'.repeat(40), external_id: 'pull:7', app: { id: 1 } },
    };
    expect(taskOf('check_run', payload, { appId: 1 })).toMatchObject({ occasion: 'anew', after: 4711 });
  });

  it('takes a payload without an action for none of GitHub', () => {
    const [one] = examples.filter(({ name, payload }) => name === 'pull_request' && asks(name, payload));
    expect(one).toBeDefined();
    expect(() => taskOf('pull_request', { ...one?.payload, action: undefined }, { appId: 1 })).toThrow();
  });
});
