import type { ScalarNode, Step } from '../workflow/model.ts';

/** A script that a step gives to somebody else's action to run. */
export interface ActionScript {
  readonly script: ScalarNode;
  /** `post`: when the job is over, however it ended. */
  readonly when: 'now' | 'post';
}

interface ScriptInput {
  readonly input: string;
  readonly when: ActionScript['when'];
}

const now = (input: string): ScriptInput => ({ input, when: 'now' });
const post = (input: string): ScriptInput => ({ input, when: 'post' });

/** Actions that run a script of their user's in a shell on the runner, by their own documentation. */
const known: ReadonlyMap<string, readonly ScriptInput[]> = new Map([
  ['nick-fields/retry', [now('command'), now('on_retry_command')]],
  ['nick-invision/retry', [now('command'), now('on_retry_command')]],
  ['wandalen/wretry.action', [now('command')]],
  ['coactions/setup-xvfb', [now('run')]],
  ['gabrielbb/xvfb-action', [now('run')]],
  ['webiny/action-post-run', [post('run')]],
  ['srz-zumix/post-run-action', [post('post-run')]],
  ['gacts/run-and-post-run', [now('run'), post('post')]],
  ['pytooling/actions/with-post-step', [now('main'), post('post')]],
]);

/** The scripts that a step gives to an action which is known to run them. */
export function actionScripts({ uses, with: given }: Step): readonly ActionScript[] {
  const inputs = uses === undefined ? undefined : known.get(uses.text.split('@')[0]?.toLowerCase() ?? '');
  return (inputs ?? []).flatMap(({ input, when }) => {
    const value = given.find((entry) => entry.key.text.toLowerCase() === input)?.value;
    return value?.kind === 'scalar' ? [{ script: value, when }] : [];
  });
}
