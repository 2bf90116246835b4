import { remembered } from '../remembered.ts';
import type { Offence, Rule } from '../rules/rule.ts';
import type { Job, Step, Workflow } from '../workflow/model.ts';
import type { Report } from './finding.ts';
import { type Judged, judge } from './finding-of.ts';
import { isExcepted } from './is-excepted.ts';
import { KeptByRule, type KeptFindings } from './kept-findings.ts';
import type { Repository } from './repository.ts';
import type { Severity } from './severity.ts';
import { WatchedRepository } from './watched-repository.ts';

/** An offence with where it was found; `workflow` is the one that the hook was called for. */
export interface FoundOffence extends Ruling {
  readonly offence: Offence;
  readonly workflow?: Workflow;
  readonly job?: Job;
  readonly step?: Step;
}

/** What the rules found, exceptions of the policy left out, which of them were in force, and which of them broke. */
export interface RuleResults {
  readonly findings: readonly Judged[];
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

/**
 * Runs each rule that is in force; one that throws is a failure with its place and doesn't silence the others. What a
 * rule found in a single workflow is kept, and taken again while nothing changed that it read.
 */
export function runRules(
  repository: Repository,
  rules: readonly Rule[],
  kept: KeptByRule = new KeptByRule(),
): RuleResults {
  const findings: Judged[] = [];
  const inForce = new Set<string>();
  const failures: { rule: string; where: string; error: string }[] = [];
  const guard = (rule: Rule, where: string, run: () => void): void => {
    try {
      run();
    } catch (error) {
      failures.push({ rule: rule.id, where, error: errorText(error) });
    }
  };
  for (const rule of rules) {
    guard(rule, '.', () => {
      const ruling = rulingOf(rule, repository);
      if (ruling === undefined) return;
      inForce.add(rule.id);
      const add = (finding: Judged): void => {
        if (!isException(finding, ruling)) findings.push(finding);
      };
      if (looksAtSingleWorkflows(rule)) {
        const known = kept.of(rule, ruling);
        for (const workflow of repository.workflows) {
          guard(rule, workflow.path, () => {
            const before = known.get(workflow, repository);
            if (before === undefined) known.set(workflow, lookAt(workflow, { repository, ruling, add }));
            else before.forEach(add);
          });
        }
      }
      for (const found of runOnRepository(ruling, repository)) add(judge(found));
    });
  }
  return { findings, inForce, failures };
}

function looksAtSingleWorkflows(rule: Rule): boolean {
  return rule.workflow !== undefined || rule.job !== undefined || rule.step !== undefined;
}

/** Adds the findings of a workflow one by one: those that a rule finds before it breaks count. */
function lookAt(
  workflow: Workflow,
  { repository, ruling, add }: { repository: Repository; ruling: Ruling; add: (finding: Judged) => void },
): KeptFindings {
  const watched = new WatchedRepository(repository);
  const findings: Judged[] = [];
  for (const found of runOnWorkflow(ruling, watched, workflow)) {
    const finding = judge(found);
    findings.push(finding);
    add(finding);
  }
  return { findings, reads: watched.reads };
}

function isException({ identity: { path, via, job } }: Judged, { except }: Ruling): boolean {
  return isExcepted({ paths: via === undefined ? [path] : [path, via], job }, except);
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

const byPath = remembered(
  (workflows: readonly Workflow[]): ReadonlyMap<string, Workflow> =>
    new Map(workflows.map((workflow) => [workflow.path, workflow])),
);

function* runOnRepository(ruling: Ruling, repository: Repository): Iterable<FoundOffence> {
  const { rule, options } = ruling;
  if (rule.repository === undefined) return;
  const workflows = byPath(repository.workflows);
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
