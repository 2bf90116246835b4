import type { Repository } from '../audit/repository.ts';
import { normalPath } from '../shell/paths.ts';
import type { SourceText } from '../source/source-text.ts';
import type { ScalarNode, Step } from '../workflow/model.ts';
import { scalarAt, valueAt } from '../workflow/node-access.ts';
import { readSteps } from '../workflow/read-jobs.ts';
import { readYaml } from '../workflow/read-yaml.ts';
import { wellKnownNeedsDocker } from './well-known-actions.ts';

/** What an action that a step uses is to the runner. */
export type ActionKind =
  /** Runs in a container, or drives Docker. */
  | { readonly kind: 'docker' }
  /** Needs a capability because the policy says so. */
  | { readonly kind: 'needs'; readonly capability: string }
  | { readonly kind: 'composite'; readonly steps: readonly Step[]; readonly source: SourceText }
  | { readonly kind: 'plain' }
  /** Installs what the capability stands for. */
  | { readonly kind: 'brings'; readonly capability: string }
  /** Its manifest is not at hand, and it is not well known. */
  | { readonly kind: 'unread' };

const bringsDocker = /^docker\/setup-docker-action@/i;

/** Finds out how an action runs: from the policy, its manifest (local, or brought by the reader), or the known list. */
export function actionKind(uses: ScalarNode, repository: Repository): ActionKind {
  const { text } = uses;
  const declared = declaredCapability(text, repository);
  if (declared !== undefined) return { kind: 'needs', capability: declared };
  if (text.startsWith('docker://')) return { kind: 'docker' };
  if (text.startsWith('./')) return localKind(text, repository);
  if (bringsDocker.test(text)) return { kind: 'brings', capability: 'docker' };
  const remote = repository.remoteActions.get(text);
  const known = wellKnownNeedsDocker(text);
  if (known === true || remote?.using === 'docker') return { kind: 'docker' };
  return known === false || remote?.using === 'node' ? { kind: 'plain' } : { kind: 'unread' };
}

/** The policy names actions as `owner/name`, with a path below or a ref where they matter. */
function declaredCapability(uses: string, { policy }: Repository): string | undefined {
  const asked = uses.toLowerCase();
  for (const [capability, { actions }] of policy.capabilities) {
    for (const action of actions) {
      const name = action.toLowerCase();
      if (asked === name || asked.startsWith(`${name}@`) || asked.startsWith(`${name}/`)) return capability;
    }
  }
  return undefined;
}

function localKind(uses: string, repository: Repository): ActionKind {
  const directory = normalPath(uses);
  if (directory === undefined) return { kind: 'unread' };
  const within = directory === '' ? '' : `${directory}/`;
  const source = repository.file(`${within}action.yml`) ?? repository.file(`${within}action.yaml`);
  if (source === undefined) return { kind: 'unread' };
  const runs = valueAt(readYaml(source).root, 'runs');
  const using = scalarAt(runs, 'using')?.text;
  if (using === 'docker') return { kind: 'docker' };
  return using === 'composite'
    ? { kind: 'composite', steps: readSteps(valueAt(runs, 'steps')), source }
    : { kind: 'plain' };
}
