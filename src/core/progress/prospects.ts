import { lifecycleOf } from '../cleanup/lifecycle.ts';
import { namesRuntime, type Runtime, runtimes } from '../cleanup/runtime.ts';
import type { NamedRunner } from './claims/check.ts';
import type { Evidence } from './evidence/evidence.ts';
import { lineOfPlace } from './evidence/line-of-place.ts';
import { isSelfHosted } from './evidence/self-hosted.ts';
import type { WeighInput } from './evidence/weigh-input.ts';
import { weighOperational } from './evidence/weigh-runners.ts';

/** What can be known of a dependency or a risk. `holds`: it is met, or what is to be done against it is done. */
export type Prospect = Pick<Evidence, 'verdict' | 'detail' | 'path' | 'line' | 'url'>;

/**
 * What the files and the runs tell about the things that a sentence of the plan names: runtimes, runners, limits.
 * `mitigation` is what is to be done against a risk, undefined for a dependency; the runners that it names are not those
 * at risk.
 */
export function prospectsOf(subject: string, mitigation: string | undefined, input: WeighInput): Prospect[] {
  const lower = subject.toLowerCase();
  const both = `${lower} ${mitigation?.toLowerCase() ?? ''}`;
  const named = runtimes.filter((runtime) => new RegExp(`\\b${runtime}\\b`).test(lower));
  return [
    ...named.flatMap((runtime) => [
      ...provided(runtime, input),
      // That tests are skipped without it doesn't provide it: it is what is done about the risk.
      ...(mitigation === undefined ? [] : guards(runtime, input)),
    ]),
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

/** For each workflow that uses a runtime: whether it skips with a message where the runtime is missing. */
function guards(runtime: Runtime, { repository }: WeighInput): Prospect[] {
  return repository.workflows.flatMap((workflow): Prospect[] => {
    const { path, source } = workflow;
    if (!namesRuntime(source.text, runtime)) return [];
    const lifecycle = lifecycleOf(workflow, runtime, repository);
    if (lifecycle === undefined) return [];
    const guard = lifecycle.stages.get('guard');
    return guard === undefined
      ? [
          {
            verdict: 'fails',
            detail: `\`${path}\` has no guard that skips where \`${runtime}\` is missing`,
            path,
          },
        ]
      : [
          {
            verdict: 'holds',
            detail: `\`${path}\` skips where \`${runtime}\` is missing`,
            path,
            line: lineOfPlace(guard, source),
          },
        ];
  });
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
