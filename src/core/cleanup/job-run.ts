import type { Repository } from '../audit/repository.ts';
import { newMachine } from '../shell/new-machine.ts';
import type { ParsedFiles } from '../shell/parsed-files.ts';
import { filesOf } from '../shell/repository-files.ts';
import { SymbolTable } from '../shell/symbols.ts';
import type { Contexts } from '../workflow/contexts.ts';
import type { LabelSet } from '../workflow/label-set.ts';
import type { MatrixLeg } from '../workflow/matrix.ts';
import type { Job, Workflow } from '../workflow/model.ts';
import type { LiveContainers } from './container.ts';
import { ContainerDomain } from './container-domain.ts';
import { expressionChoices } from './expression-choices.ts';
import { emptyFlow, type JobFlow } from './job-flow.ts';
import { anyStart, type Scenario } from './scenarios.ts';
import { asksHowItWent } from './step-gate.ts';
import { StepRunner } from './step-runner.ts';
import { JobVariables } from './step-variables.ts';

/** What a job's steps may leave behind. */
export interface JobRun<D extends ContainerDomain = ContainerDomain> {
  /** The job's flow after its last step. */
  readonly flow: JobFlow;
  readonly domain: D;
  readonly variables: JobVariables;
  /** Whether the job may succeed, as far as its scripts tell. */
  readonly succeeds: boolean;
  /** Too much to follow to the end: what was not found may be there. */
  readonly incomplete: boolean;
}

/** A job of a workflow, in its repository. */
export interface JobPlace {
  readonly repository: Pick<Repository, 'file'>;
  readonly workflow: Workflow;
  readonly job: Job;
  readonly labelSets: readonly LabelSet[];
  /** Files that were parsed for other jobs of the workflow. */
  readonly files?: ParsedFiles;
}

/** With more steps it isn't told apart in which of them something went wrong. */
const mostSteps = 64;

/** Follows all steps of a job on every way that they may go in a scenario. */
export function runJob(place: JobPlace, { contexts, legs }: Scenario = anyStart): JobRun {
  return runJobWith(place, {
    domain: (symbols) => new ContainerDomain(symbols),
    contexts: () => contexts,
    ...(legs && { legs }),
  });
}

/** The same with a domain of the caller's, and what it knows of the contexts that conditions read. */
export function runJobWith<D extends ContainerDomain>(
  place: JobPlace,
  by: {
    readonly domain: (symbols: SymbolTable) => D;
    readonly contexts: (variables: JobVariables) => Contexts;
    /** The legs of the job's matrix that are followed; all without. */
    readonly legs?: readonly MatrixLeg[];
  },
): JobRun<D> {
  const symbols = new SymbolTable();
  const domain = by.domain(symbols);
  const choices = expressionChoices(place.workflow, place.job, by.legs);
  const size = place.job.steps.reduce((sum, step) => sum + (step.run?.text.length ?? 0), 0);
  const machine = newMachine<LiveContainers>({
    symbols,
    domain,
    files: place.files ?? filesOf(place),
    choices,
    budget: 100_000 + size,
  });
  const variables = new JobVariables(symbols);
  variables.set(place.workflow.env);
  variables.set(place.job.env);
  const event = by.contexts(variables).get('github')?.values.get('event_name');
  if (event?.kind === 'known') variables.define('github.event_name', String(event.value));
  const { steps } = place.job;
  const flow = emptyFlow(steps.length <= mostSteps && steps.some(asksHowItWent) ? 'step' : 'ending');
  const run = new StepRunner({ place, machine, domain, variables, contexts: () => by.contexts(variables) });
  for (const step of place.job.steps) {
    domain.step = step.index;
    run.step({ step, index: step.index, source: place.workflow.source, calledAt: undefined, depth: 0 }, flow);
  }
  run.finish(flow);
  return { flow, domain, variables, succeeds: run.succeeds, incomplete: machine.budget <= 0 };
}
