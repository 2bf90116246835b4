import type { WeighInput } from './evidence/weigh-input.ts';
import type { Plan, Prose } from './plan/plan.ts';
import { type Prospect, prospectsOf } from './prospects.ts';

/** The plan's dependencies and risks with what can be known of each; nothing where it names nothing to look at. */
export interface Outlook {
  readonly dependencies: readonly { readonly prose: Prose; readonly known: readonly Prospect[] }[];
  readonly risks: readonly {
    readonly risk: Prose;
    readonly mitigation: Prose | undefined;
    readonly known: readonly Prospect[];
  }[];
}

/** Looks up what the words of dependencies and risks name: runners, runtimes, guards, concurrency limits. */
export function outlookOf(plan: Plan, input: WeighInput): Outlook {
  return {
    dependencies: plan.dependencies.map((prose) => ({
      prose,
      known: prospectsOf(prose.reading, undefined, input),
    })),
    risks: plan.risks.map(({ risk, mitigation }) => ({
      risk,
      mitigation,
      known: prospectsOf(risk.reading, mitigation?.reading ?? '', input),
    })),
  };
}
