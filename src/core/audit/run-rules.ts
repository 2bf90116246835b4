import type { Offence, Rule } from '../rules/rule.ts';
import type { Job, Step, Workflow } from '../workflow/model.ts';
import type { Report } from './finding.ts';
import type { Repository } from './repository.ts';
import type { Severity } from './severity.ts';

/** An offence with where it was found; `workflow` is the one that the hook was called for. */
export interface FoundOffence extends Ruling {
  readonly offence: Offence;
  readonly workflow?: Workflow;
  readonly job?: Job;
  readonly step?: Step;
}

/** What the rules found, which of them were in force, and which of them broke. */
export interface RuleResults {
  readonly offences: readonly FoundOffence[];
  readonly inForce: ReadonlySet<string>;
  readonly failures: Report['failures'];
}

/** How a rule is in force under a policy. */
interface Ruling {
  readonly rule: Rule;
  readonly severity: Severity;
  readonly except: readonly string[];
  readonly options: unknown;
}

/** Runs each rule that is in force; one that throws is a failure with its place and doesn't silence the others. */
export function runRules(repository: Repository, rules: readonly Rule[]): RuleResults {
  const offences: FoundOffence[] = [];
  const inForce = new Set<string>();
  const failures: { rule: string; where: string; error: string }[] = [];
  const guard = (rule: Rule, where: string, run: () => void): void => {
    try {
      run();
    } catch (error) {
      failures.push({ rule: rule.id, where, error: errorText(error) });
    }
  };
  const collect = (found: Iterable<FoundOffence>): void => {
    for (const offence of found) offences.push(offence);
  };
  for (const rule of rules) {
    guard(rule, '.', () => {
      const ruling = rulingOf(rule, repository);
      if (ruling === undefined) return;
      inForce.add(rule.id);
      for (const workflow of repository.workflows) {
        guard(rule, workflow.path, () => collect(runOnWorkflow(ruling, repository, workflow)));
      }
      collect(runOnRepository(ruling, repository));
    });
  }
  return { offences, inForce, failures };
}

function rulingOf(rule: Rule, repository: Repository): Ruling | undefined {
  const setting = repository.policy.rules.get(rule.id);
  const own =
    typeof rule.severity === 'function' ? rule.severity(repository.policy, repository) : rule.severity;
  const severity = setting?.severity ?? own;
  if (severity === 'off') return undefined;
  return {
    rule,
    severity,
    except: setting?.except ?? [],
    options: setting?.options ?? rule.options.parse({}),
  };
}

function* runOnRepository(ruling: Ruling, repository: Repository): Iterable<FoundOffence> {
  const { rule, options } = ruling;
  if (rule.repository === undefined) return;
  const workflows = new Map(repository.workflows.map((workflow) => [workflow.path, workflow]));
  for (const offence of rule.repository({ repository, options })) {
    const workflow = workflows.get(offence.at.source.path);
    yield { ...ruling, offence, ...(workflow && { workflow }) };
  }
}

function* runOnWorkflow(ruling: Ruling, repository: Repository, workflow: Workflow): Iterable<FoundOffence> {
  const { rule, options } = ruling;
  const isBroken = workflow.problems.length > 0;
  if (isBroken && !rule.readsBroken) return;
  const scope = { repository, options, workflow };
  for (const offence of rule.workflow?.(scope) ?? []) yield { ...ruling, offence, workflow };
  if (isBroken || (rule.job === undefined && rule.step === undefined)) return;
  for (const job of workflow.jobs) {
    for (const offence of rule.job?.({ ...scope, job }) ?? []) yield { ...ruling, offence, workflow, job };
    if (rule.step === undefined) continue;
    for (const step of job.steps) {
      for (const offence of rule.step({ ...scope, job, step }))
        yield { ...ruling, offence, workflow, job, step };
    }
  }
}

/** An error in words that don't depend on the machine: no stack, no paths of ours. */
function errorText(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
