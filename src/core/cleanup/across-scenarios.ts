import type { Offence } from '../rules/rule.ts';
import type { Container } from './container.ts';
import type { RemovalSeen } from './container-domain.ts';
import type { JobRun } from './job-run.ts';
import type { Scenario } from './scenarios.ts';

/** A job as it runs in one of its scenarios. */
export interface ScenarioRun {
  readonly scenario: Scenario;
  readonly run: JobRun;
}

/** A leak of one scenario. */
export interface FoundLeak {
  readonly scenario: Scenario;
  readonly offence: Offence;
  readonly container: Container;
}

/** The weightiest of the offences that one container is in several scenarios; it says where, if not wherever it is made. */
export function mergedOffence(leaks: readonly FoundLeak[], runs: readonly ScenarioRun[]): Offence {
  const rank = ({ offence }: FoundLeak) => weights.indexOf(offence.severity ?? 'error');
  const heaviest = Math.min(...leaks.map(rank));
  const alike = leaks.filter((leak) => rank(leak) === heaviest);
  const [{ offence, scenario, container }] = alike as [FoundLeak, ...FoundLeak[]];
  const made = runs.filter(({ run }) => sameIn(run, container) !== undefined);
  if (alike.length === made.length || scenario.words.length === 0) return offence;
  const where = scenario.words.join(' ');
  const message = `${where.charAt(0).toUpperCase()}${where.slice(1)} ${offence.message.charAt(0).toLowerCase()}${offence.message.slice(1)}`;
  return { ...offence, message };
}

const weights: readonly NonNullable<Offence['severity']>[] = ['error', 'warning', 'note'];

/** What removes the same container in another scenario. */
export function removalsElsewhere(
  container: Container,
  others: readonly ScenarioRun[],
): readonly RemovalSeen[] {
  for (const { run } of others) {
    const same = sameIn(run, container);
    const removals = same && run.domain.removals.get(same.id);
    if (removals !== undefined) return removals;
  }
  return [];
}

/** The container that the same command makes in another scenario. */
function sameIn({ domain }: JobRun, { at, step, made }: Container): Container | undefined {
  return domain.containers.find(
    (one) =>
      one.step === step &&
      one.at.start === at.start &&
      one.at.script.source === at.script.source &&
      one.made.runtime === made.runtime &&
      domain.symbols.show(one.made.names.join()) === domain.symbols.show(made.names.join()),
  );
}
