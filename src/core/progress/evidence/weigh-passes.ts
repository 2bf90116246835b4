import { isWorkflowPath } from '../../audit/tree.ts';
import type { AskedRunners, Check } from '../claims/check.ts';
import { type Evidence, evidence, needsRuns } from './evidence.ts';
import type { JobFacts, RunFacts } from './facts.ts';
import { latestRun } from './latest-run.ts';
import { listWords } from './list-words.ts';
import { runnerIdentity } from './runner-identity.ts';
import type { WeighInput } from './weigh-input.ts';
import { workflowsOver } from './weigh-matrix.ts';
import { whyNoWorkflow } from './why-no-workflow.ts';

type PassCheck = Extract<Check, { kind: 'workflow-passed' | 'passed-on-every-runner' }>;

/** Whether the latest run of each workflow passed, and on each of the runners where that is claimed. */
export function weighPasses(check: PassCheck, input: WeighInput): Evidence[] {
  const paths = check.paths.length > 0 ? check.paths : pathsMeant(check, input);
  if (paths.length === 0) return [evidence(check.kind, 'unknown', 'no workflow is known that this is about')];
  return paths.map((path) => weighOne(check, path, input));
}

/** The workflows that a check is about which names none. */
export function pathsMeant(check: PassCheck, input: WeighInput): readonly string[] {
  if (check.kind === 'passed-on-every-runner') return workflowsOver(check.runners, input);
  const forChanges = new Set(['push', 'pull_request', 'merge_group']);
  return input.repository.workflows
    .filter(({ on }) => on.some(({ event }) => forChanges.has(event)))
    .map(({ path }) => path);
}

function weighOne(check: PassCheck, path: string, input: WeighInput): Evidence {
  const refused = isWorkflowPath(path) ? whyNoWorkflow(path, input) : undefined;
  if (refused !== undefined) return evidence(check.kind, 'fails', refused.detail, refused.place);
  if (input.facts?.runs === undefined) return evidence(check.kind, 'unknown', needsRuns, { path });
  const run = latestRun(path, input.facts.runs, input.facts.defaultBranch);
  if (run === undefined)
    return evidence(check.kind, 'unknown', `no run of \`${path}\` is done yet`, { path });
  if (run.jobs.length === 0) {
    const detail = `the latest run of \`${path}\` has no jobs, which is no pass: GitHub could not use the file`;
    return evidence(check.kind, 'fails', detail, { path, url: run.url });
  }
  if (run.conclusion !== 'success') {
    return evidence(check.kind, 'fails', failureWords(run, path), { path, url: run.url });
  }
  return check.kind === 'workflow-passed'
    ? passed(check, path, run)
    : weighRunners(check.runners, { run, path, input });
}

function passed(check: PassCheck, path: string, run: RunFacts): Evidence {
  const ran = run.jobs.filter(({ conclusion }) => conclusion === 'success').length;
  if (ran === 0) {
    return evidence(check.kind, 'fails', `all jobs of the latest run of \`${path}\` were skipped`, {
      path,
      url: run.url,
    });
  }
  return evidence(check.kind, 'holds', `the latest run of \`${path}\` passed`, { path, url: run.url });
}

function failureWords({ jobs, conclusion }: RunFacts, path: string): string {
  const failed = jobs.filter((job) => job.conclusion !== 'success' && job.conclusion !== 'skipped');
  const where = failed.map(
    ({ name, runnerName }) => `\`${name}\`${runnerName === undefined ? '' : ` on \`${runnerName}\``}`,
  );
  const which = where.length === 0 ? '' : `: ${listWords(where.slice(0, 5))}`;
  return `the latest run of \`${path}\` ended as ${conclusion ?? 'unknown'}${which}`;
}

interface RunOnRunners {
  readonly run: RunFacts;
  readonly path: string;
  readonly input: WeighInput;
}

function weighRunners({ named, atLeast }: AskedRunners, { run, path, input }: RunOnRunners): Evidence {
  const place = { path, url: run.url };
  const green = run.jobs.filter(({ conclusion }) => conclusion === 'success');
  const names = [...new Set(green.flatMap(({ runnerName }) => runnerName || []))];
  const where = names.length === 0 ? 'no runner' : listWords(names.map((name) => `\`${name}\``));
  const of = `the latest run of \`${path}\` passed on ${where}`;
  if (named.length === 0) {
    const enough = names.length >= atLeast;
    return evidence('passed-on-every-runner', enough ? 'holds' : 'fails', enough ? of : `${of} alone`, place);
  }
  const identify = runnerIdentity(input.runners, allJobs(input), input.facts?.runners);
  const identities = names.map(identify);
  const missing = named.filter(({ name }) => !identities.includes(name)).map(({ name }) => `\`${name}\``);
  if (missing.length === 0) return evidence('passed-on-every-runner', 'holds', of, place);
  const unclear = identities.includes(undefined);
  const rest = unclear
    ? `which of them ${missing.length === 1 ? 'is' : 'are'} ${listWords(missing)} can't be told`
    : `no job of it ran on ${listWords(missing, 'or')}`;
  return evidence('passed-on-every-runner', unclear ? 'unknown' : 'fails', `${of}; ${rest}`, place);
}

/** All jobs that are known: what a runner took tells which labels it carries. */
export function allJobs({ facts }: WeighInput): JobFacts[] {
  return (facts?.runs ?? []).flatMap(({ jobs }) => jobs);
}
