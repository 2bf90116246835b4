import type { EvidenceBinding } from '../evidence-binding.ts';
import type { PlanItem } from '../plan/plan.ts';
import { oneLine } from '../plan/prose.ts';
import type { AskedRunners, Check, Claim, NamedRunner } from './check.ts';
import { declaredAmong } from './named-runners.ts';
import { telling } from './topic-words.ts';

/** A binding that binds nothing, in words for the person who wrote it. */
export interface BindingProblem {
  readonly item: string;
  readonly message: string;
}

/** What binding came to: the claims, and what is wrong with the policy's entries. */
export interface BoundClaims {
  readonly claims: readonly Claim[];
  readonly problems: readonly BindingProblem[];
}

/** Puts the policy's checks in the place of what the words of the items say. */
export function bindEvidence(
  items: readonly PlanItem[],
  inferred: readonly Claim[],
  { bindings, runners }: { bindings: readonly EvidenceBinding[]; runners: readonly NamedRunner[] },
): BoundClaims {
  const bound = new Map<number, EvidenceBinding[]>();
  const problems: BindingProblem[] = [];
  for (const binding of bindings) {
    const matching = itemsOf(binding, items);
    const [first] = matching;
    if (first === undefined || matching.length > 1) {
      const message =
        first === undefined ? 'no item of the plan has these words' : 'more than one item has these words';
      problems.push({ item: binding.item, message });
    } else bound.set(first.index, [...(bound.get(first.index) ?? []), binding]);
  }
  const claims = inferred.map((claim, at) => claimOf(bound.get(at) ?? [], runners) ?? claim);
  return { claims, problems };
}

/** The items whose words contain the binding's; only the one whose words they are, if there is one. */
function itemsOf(binding: EvidenceBinding, items: readonly PlanItem[]): readonly PlanItem[] {
  const sought = plain(binding.item);
  const exact = items.filter((item) => plain(item.text) === sought);
  return exact.length > 0 ? exact : items.filter((item) => plain(item.text).includes(sought));
}

function plain(text: string): string {
  return oneLine(text.replace(/[`*_]/g, '')).toLowerCase();
}

function claimOf(bindings: readonly EvidenceBinding[], known: readonly NamedRunner[]): Claim | undefined {
  if (bindings.length === 0) return undefined;
  const [first, ...others] = bindings.flatMap((binding) => checksOf(binding, known));
  const silent = bindings.find((binding) => binding.kind === 'none');
  if (first === undefined)
    return { kind: 'none', because: silent?.because ?? 'the policy binds no check to it' };
  return { kind: 'checks', checks: [first, ...others], source: 'policy' };
}

function checksOf(binding: EvidenceBinding, known: readonly NamedRunner[]): Check[] {
  const asked = (names: readonly string[] | undefined): AskedRunners => runnersNamed(names, known);
  switch (binding.kind) {
    case 'none':
      return [];
    case 'file-absent':
      return [{ kind: 'file-absent', paths: [binding.path] }];
    case 'file-present':
      return [{ kind: 'file-present', path: binding.path }];
    case 'file-mentions':
      return [{ kind: 'file-mentions', path: binding.path, topic: topic(binding.words) }];
    case 'file-omits':
      return [{ kind: 'file-omits', path: binding.path, literals: [binding.text] }];
    case 'workflow-matrix':
      return [{ kind: 'workflow-matrix', path: binding.path, runners: asked(binding.runners) }];
    case 'labels-used':
      return [{ kind: 'labels-used', labelSets: binding.labels.map((labels) => ({ labels })) }];
    case 'lifecycle-step':
      return binding.steps.map((step) => ({
        kind: 'lifecycle-step',
        runtime: binding.runtime,
        step,
        paths: binding.workflows,
      }));
    case 'container-clean-up':
      return [{ kind: 'container-clean-up', paths: binding.workflows }];
    case 'audit-clean':
      return [{ kind: 'audit-clean', rule: binding.rule, path: binding.path }];
    case 'issue-exists':
      return [{ kind: 'issue-exists', issue: binding.issue, described: 'whatever' }];
    case 'issue-mentions':
      return [{ kind: 'issue-mentions', issue: binding.issue, topics: binding.words.map(topic) }];
    case 'runners-operational':
      return [{ kind: 'runners-operational', runners: asked(binding.runners) }];
    case 'ran-in-parallel':
    case 'passed-on-every-runner':
      return [{ kind: binding.kind, paths: binding.workflows, runners: asked(binding.runners) }];
    case 'workflow-passed':
      return [{ kind: 'workflow-passed', paths: binding.workflows }];
    case 'time-fell':
      return [
        {
          kind: 'time-fell',
          paths: binding.workflows,
          from: binding.percent / 100,
          to: undefined,
          reading: 'about',
        },
      ];
  }
}

function topic(words: string) {
  return { words, telling: telling(words), literals: [], asSection: false };
}

/** A name that no runner has is asked for by that name as a label. */
function runnersNamed(names: readonly string[] | undefined, known: readonly NamedRunner[]): AskedRunners {
  const named =
    names?.map(
      (name) =>
        known.find((runner) => runner.name.toLowerCase() === name.toLowerCase()) ?? {
          name,
          labelSets: [[name]],
        },
    ) ?? declaredAmong(known);
  return { named, atLeast: Math.max(named.length, 2) };
}
