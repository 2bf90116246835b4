import { isWorkflowPath } from '../../audit/tree.ts';
import { showLabelSet } from '../../workflow/label-set.ts';
import type { AskedRunners, Check, Claim } from './check.ts';
import { stepCommand } from './step-command.ts';

/** A claim in words, after "read as:"; undefined where nothing is claimed that can be checked. Code is in backticks. */
export function readClaimAs(claim: Claim): string | undefined {
  if (claim.kind === 'none') return undefined;
  return lifeOf(claim.checks) ?? claim.checks.map(readCheckAs).join('; ');
}

/** Several steps of one container's life in one sentence; undefined where something else is claimed. */
function lifeOf(checks: readonly Check[]): string | undefined {
  const steps = checks.flatMap((check) => (check.kind === 'lifecycle-step' ? check : []));
  const [first, ...others] = steps;
  const isOne = others.length > 0 && others.every(({ paths }) => paths.join() === first?.paths.join());
  if (first === undefined || !isOne || steps.length < checks.length) return undefined;
  const commands = steps.map(({ runtime, step }) => stepCommand(runtime, step));
  return `${where(first.paths)} runs ${list(commands, 'and')}, in an order that works`;
}

/** One check in words. */
function readCheckAs(check: Check): string {
  switch (check.kind) {
    case 'file-absent':
      // Several paths are places where one bare name may be: the shortest is that name.
      return `${code(check.paths.toSorted((a, b) => a.length - b.length)[0] ?? '')} is absent`;
    case 'file-present':
      return isWorkflowPath(check.path)
        ? `${code(check.path)} is present, and a workflow that GitHub accepts`
        : `${code(check.path)} is present`;
    case 'file-mentions':
      if (check.topic.words === '') return `${code(check.path)} says ${list(check.topic.literals, 'and')}`;
      return `${code(check.path)} ${check.topic.asSection ? 'has a section about' : 'speaks of'} ${topic(check.topic)}`;
    case 'file-omits':
      return `${code(check.path)} does not say ${list(check.literals, 'or')}`;
    case 'workflow-matrix':
      return check.runners === undefined
        ? `a job of ${code(check.path)} has a matrix`
        : `a job of ${code(check.path)} has a matrix over ${runners(check.runners)}`;
    case 'labels-used':
      return `jobs ask for ${check.labelSets.map((set) => code(showLabelSet(set))).join(' and for ')}`;
    case 'lifecycle-step':
      return `${where(check.paths)} runs ${code(stepCommand(check.runtime, check.step))}${orderOf(check.step)}`;
    case 'container-clean-up':
      return `${check.paths.length === 0 ? 'every workflow' : where(check.paths)} removes each container that it creates, on every path`;
    case 'audit-clean':
      return `the audit finds no ${code(check.rule)}${check.path === undefined ? '' : ` in ${code(check.path)}`}`;
    case 'issue-exists':
      return `issue #${check.issue} exists${check.described === 'described' ? ' and has a description' : ''}`;
    case 'issue-mentions':
      return `issue #${check.issue} speaks of ${check.topics.map(topic).join(' and of ')}`;
    default:
      return readRunCheckAs(check);
  }
}

type RunCheck = Extract<
  Check,
  {
    kind:
      | 'runners-operational'
      | 'ran-in-parallel'
      | 'passed-on-every-runner'
      | 'workflow-passed'
      | 'time-fell';
  }
>;

function readRunCheckAs(check: RunCheck): string {
  switch (check.kind) {
    case 'runners-operational':
      return `${runners(check.runners)} ${countOf(check.runners) === 1 ? 'is' : 'are'} online or took jobs of late`;
    case 'ran-in-parallel':
      return `jobs of one run of ${runsOf(check.paths, 'each workflow with a matrix over them')} overlapped on ${runners(check.runners)}`;
    case 'passed-on-every-runner':
      return `the latest run of ${runsOf(check.paths, 'each workflow with a matrix over them')} passed on ${runners(check.runners)}`;
    case 'workflow-passed':
      return `the latest run of ${runsOf(check.paths, 'each workflow for pushes and pull requests')} passed`;
    case 'time-fell':
      return `the time that ${runsOf(check.paths, 'the workflows for pushes and pull requests')} ${check.paths.length === 1 ? 'runs' : 'run'} fell by ${share(check)}`;
  }
}

function share(check: Extract<Check, { kind: 'time-fell' }>): string {
  const from = Math.round(check.from * 100);
  if (check.reading === 'strict') return `at least ${from} %`;
  return check.to === undefined ? `${from} % or more` : `${from} to ${Math.round(check.to * 100)} %, or more`;
}

function runners({ named, atLeast }: AskedRunners): string {
  return named.length === 0
    ? `${atLeast} different runners`
    : list(
        named.map(({ name }) => name),
        'and',
      );
}

function countOf({ named, atLeast }: AskedRunners): number {
  return named.length === 0 ? atLeast : named.length;
}

function topic({ words, literals }: { words: string; literals: readonly string[] }): string {
  const said = words === '' ? [] : [`“${words}”`];
  return [...said, ...literals.map(code)].join(' and ');
}

function orderOf(step: string): string {
  return step === 'create' ? '' : ', after the steps that it needs';
}

function where(paths: readonly string[]): string {
  return paths.length === 0 ? 'a workflow' : list(paths, 'or');
}

function runsOf(paths: readonly string[], otherwise: string): string {
  return paths.length === 0 ? otherwise : list(paths, 'and');
}

function list(texts: readonly string[], last: 'and' | 'or'): string {
  const shown = texts.map(code);
  return shown.length < 2
    ? (shown[0] ?? '')
    : `${shown.slice(0, -1).join(', ')} ${last} ${shown.at(-1) ?? ''}`;
}

function code(text: string): string {
  return `\`${text.replaceAll('`', "'")}\``;
}
