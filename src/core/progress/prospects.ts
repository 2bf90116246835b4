import { commandsOf } from '../shell/commands.ts';
import { shellOf } from '../shell/shell-of.ts';
import type { Job, Step, Workflow } from '../workflow/model.ts';
import type { NamedRunner } from './claims/check.ts';
import type { Evidence } from './evidence/evidence.ts';
import { isSelfHosted } from './evidence/self-hosted.ts';
import type { WeighInput } from './evidence/weigh-input.ts';
import { weighOperational } from './evidence/weigh-runners.ts';

/** What can be known of a dependency or a risk. `holds`: it is met, or what is to be done against it is done. */
export type Prospect = Pick<Evidence, 'verdict' | 'detail' | 'path' | 'line' | 'url'>;

const runtimes = ['crun', 'runc', 'youki', 'podman', 'docker', 'pct', 'lxc', 'incus'];

/**
 * What the files and the runs tell about the things that a sentence of the plan names: runtimes, runners, limits.
 * `mitigation` is what is to be done; the runners that it names are not those at risk.
 */
export function prospectsOf(subject: string, mitigation: string, input: WeighInput): Prospect[] {
  const lower = subject.toLowerCase();
  const both = `${lower} ${mitigation.toLowerCase()}`;
  const named = runtimes.filter((runtime) => new RegExp(`\\b${runtime}\\b`).test(lower));
  return [
    ...named.flatMap((runtime) => [...provided(runtime, input), ...guards(runtime, input)]),
    ...runnersIn(lower, input).flatMap((runner) => runnerProspect(runner, input)),
    ...(/\bconcurren(?:t|cy)|\bcontention\b/.test(both) ? concurrency(input) : []),
  ];
}

/** Runners by name, or by a part of it after a hyphen ("runner0" for `proxmox-runner0`). */
function runnersIn(words: string, { runners }: WeighInput): readonly NamedRunner[] {
  const tokens = new Set(words.match(/[a-z0-9][\w.-]*/g));
  const byName = runners.filter(({ name }) => tokens.has(name.toLowerCase()));
  const byPart = runners.filter(({ name }) =>
    name
      .toLowerCase()
      .split('-')
      .some((part) => /\d/.test(part) && [...tokens].some((token) => token.split('-').includes(part))),
  );
  if (byPart.length > 0) return byPart;
  return /\brunners?\b/.test(words) ? byName : [];
}

function runnerProspect(runner: NamedRunner, input: WeighInput): Prospect[] {
  return weighOperational(
    { kind: 'runners-operational', runners: { named: [runner], atLeast: 1 } },
    input,
  ).map(({ detail, ...rest }) => ({
    ...rest,
    detail: detail.startsWith('`') ? detail : `\`${runner.name}\`: ${detail}`,
  }));
}

/** Which declared runners provide a runtime; nothing where the policy declares none. */
function provided(runtime: string, { repository }: WeighInput): Prospect[] {
  return repository.policy.runners.flatMap(({ name, provides }): Prospect[] => {
    if (provides === undefined) return [];
    const has = provides.includes(runtime);
    const detail = `the policy says that \`${name}\` ${has ? 'provides' : 'does not provide'} \`${runtime}\``;
    return [{ verdict: has ? 'holds' : 'fails', detail }];
  });
}

/** For each workflow that uses a runtime: whether it first looks whether the runtime is there. */
function guards(runtime: string, { repository }: WeighInput): Prospect[] {
  return repository.workflows
    .filter(({ problems }) => problems.length === 0)
    .flatMap((workflow): Prospect[] => {
      const commands = commandsIn(workflow);
      const uses = commands.some(({ words }) => words[0] === runtime);
      const guard = commands.find(({ words }) => looksFor(runtime, words));
      if (!uses) return [];
      const { path, source } = workflow;
      if (guard === undefined) {
        return [
          { verdict: 'fails', detail: `\`${path}\` does not look whether \`${runtime}\` is installed`, path },
        ];
      }
      const detail = `\`${path}\` looks whether \`${runtime}\` is installed`;
      return [{ verdict: 'holds', detail, path, line: source.positionAt(guard.start).line }];
    });
}

function looksFor(runtime: string, words: readonly string[]): boolean {
  const [name = '', ...args] = words;
  const asks =
    name === 'which' ||
    name === 'type' ||
    name === 'hash' ||
    (name === 'command' && /^-[vV]$/.test(args[0] ?? ''));
  return asks && args.includes(runtime);
}

function commandsIn(workflow: Workflow): { words: string[]; start: number }[] {
  const inStep = (job: Job, step: Step) =>
    step.run === undefined ? [] : commandsOf(step.run, shellOf({ step, job, workflow }));
  return workflow.jobs
    .flatMap((job) => job.steps.flatMap((step) => inStep(job, step)))
    .map(({ words, span }) => ({ words: words.map(({ value, raw }) => value ?? raw), start: span.start }));
}

/** Whether each workflow on self-hosted runners limits how many of its runs go on at once. */
function concurrency({ repository }: WeighInput): Prospect[] {
  return repository.workflows
    .filter((workflow) => workflow.problems.length === 0 && isSelfHosted(workflow, repository))
    .map(({ path, concurrency: own, jobs, source }): Prospect => {
      const limit = own ?? jobs.find((job) => job.concurrency !== undefined)?.concurrency;
      if (limit === undefined)
        return { verdict: 'fails', detail: `\`${path}\` has no concurrency limit`, path };
      const { line } = source.positionAt(limit.span.start);
      return { verdict: 'holds', detail: `\`${path}\` has a concurrency limit`, path, line };
    });
}
