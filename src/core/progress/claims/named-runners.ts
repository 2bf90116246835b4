import type { Runner } from '../../policy/policy.ts';
import { takes } from '../evidence/runner-identity.ts';
import type { Plan } from '../plan/plan.ts';
import type { NamedRunner } from './check.ts';
import { labelsIn } from './marked-item.ts';
import { isDenied, isUndone } from './promise.ts';

/**
 * The runners that claims are about: the declared ones, and those whose labels the plan's items name, else those that
 * an item lists by name after the word "runners". A policy may declare what is in use, and the plan speak of what is
 * to come.
 */
export function namedRunners(plan: Pick<Plan, 'items'>, declared: readonly Runner[]): readonly NamedRunner[] {
  const ofPolicy = declared.map(({ name, labels, aliases }) => ({ name, labelSets: [labels, ...aliases] }));
  const ofPlan = plannedRunners(plan);
  if (ofPolicy.length === 0) return ofPlan;
  const isNew = ({ name, labelSets }: NamedRunner) =>
    ofPolicy.every(
      (known) =>
        known.name.toLowerCase() !== name.toLowerCase() && !labelSets.some((labels) => takes(known, labels)),
    );
  return [...ofPolicy, ...ofPlan.filter(isNew).map((one) => ({ ...one, isUndeclared: true as const }))];
}

/** Without those that only the plan names, where the policy declares any. */
export function declaredAmong(known: readonly NamedRunner[]): readonly NamedRunner[] {
  return known.filter(({ isUndeclared }) => isUndeclared === undefined);
}

function plannedRunners(plan: Pick<Plan, 'items'>): readonly NamedRunner[] {
  const sets = labelSetsOf(plan);
  if (sets.length === 0) return listedNames(plan).map((name) => ({ name, labelSets: [[name]] }));
  const shared =
    sets.length < 2 ? [] : (sets[0] ?? []).filter((label) => sets.every((set) => set.includes(label)));
  return sets.map((labels) => {
    const own = labels.filter((label) => !shared.includes(label) && label !== 'self-hosted');
    return { name: own.join(' ') || labels.join(' '), labelSets: [labels] };
  });
}

/** Each different label set that the plan's items name, in their order. */
function labelSetsOf(plan: Pick<Plan, 'items'>): string[][] {
  const meant = plan.items.filter(
    ({ reading, struck }) => !struck && !isDenied(reading) && !isUndone(reading),
  );
  const sets = meant.flatMap(({ reading }) =>
    [...reading.matchAll(/\[[^[\]]+\]/g)].flatMap(([text]) => {
      const labels = labelsIn(text);
      return labels === undefined ? [] : [labels];
    }),
  );
  const byKey = new Map(
    sets.map((labels) => [
      labels
        .map((label) => label.toLowerCase())
        .toSorted()
        .join(),
      labels,
    ]),
  );
  return [...byKey.values()];
}

function listedNames(plan: Pick<Plan, 'items'>): string[] {
  const lists = plan.items.flatMap(({ reading }) => [
    ...reading.matchAll(/\brunners\s*[(:]?\s*(`[\w.-]+`(?:(?:\s*,\s*|\s*,?\s+and\s+)`[\w.-]+`)+)/gi),
  ]);
  const names = lists.flatMap(([, list = '']) =>
    [...list.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name),
  );
  return [...new Set(names)];
}
