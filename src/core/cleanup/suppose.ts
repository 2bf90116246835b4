import type { Repository } from '../audit/repository.ts';
import type { SymbolTable } from '../shell/symbols.ts';
import { conditionHolds } from '../workflow/condition.ts';
import type { PartlyKnown } from '../workflow/contexts.ts';
import type { Json } from '../workflow/json-value.ts';
import type { Job, Workflow } from '../workflow/model.ts';
import type { Resolved } from '../workflow/resolved.ts';
import { type JobRun, runJobWith } from './job-run.ts';
import { type Hypothesis, LifecycleDomain } from './lifecycle-domain.ts';
import type { Runtime } from './runtime.ts';

/** A job that is followed for what it does with a runtime. */
export interface Subject {
  readonly workflow: Workflow;
  readonly job: Job;
  readonly runtime: Runtime;
  readonly repository: Pick<Repository, 'file'>;
}

/** Follows the job, and the jobs that it needs before it, under a hypothesis. */
export function suppose(subject: Subject, hypothesis: Hypothesis): JobRun<LifecycleDomain> {
  const { workflow, job, runtime, repository } = subject;
  const domain = (symbols: SymbolTable) => new LifecycleDomain(symbols, runtime, hypothesis);
  const needs = new Map<string, Resolved<Json>>();
  const before: LifecycleDomain[] = [];
  for (const { text } of job.needs) {
    const needed = workflow.jobs.find((one) => one.id === text && one !== job);
    if (needed === undefined) continue;
    const place = { repository, workflow, job: needed, labelSets: [] };
    const run = runJobWith(place, { domain, contexts: (variables) => variables.contexts() });
    before.push(run.domain);
    const outputs = knownOutputs(needed, run);
    if (outputs !== undefined) needs.set(text.toLowerCase(), { kind: 'known', value: { outputs } });
  }
  const known: PartlyKnown = { values: needs, others: { kind: 'unknown', because: '' } };
  const skipped = conditionHolds(job.if, 'success', new Map([['needs', known]])) === 'no';
  const run = runJobWith(
    { repository, workflow, job: skipped ? { ...job, steps: [] } : job, labelSets: [] },
    { domain, contexts: (variables) => new Map([...variables.contexts(), ['needs', known]]) },
  );
  for (const { said, guards } of before) {
    for (const [key, underCondition] of said) run.domain.said.set(key, underCondition);
    run.domain.guards.unshift(...guards);
  }
  return run;
}

/** A job's outputs where all of them are known. */
function knownOutputs(
  job: Job,
  { variables, domain }: JobRun<LifecycleDomain>,
): Record<string, string> | undefined {
  const outputs: Record<string, string> = {};
  for (const { key, value } of job.outputs) {
    if (value.kind !== 'scalar') return undefined;
    const text = variables.encode(value.text);
    if (domain.symbols.split(text).some((piece) => typeof piece === 'object')) return undefined;
    outputs[key.text] = text;
  }
  return outputs;
}
