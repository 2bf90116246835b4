import type { Check, NamedRunner } from '../claims/check.ts';
import { timeWords } from './duration-words.ts';
import { type Evidence, evidence, needsRuns, type Verdict } from './evidence.ts';
import type { JobFacts, ProgressFacts } from './facts.ts';
import { timeOf } from './latest-attempts.ts';
import { runnerAskedFor, runnerIdentity } from './runner-identity.ts';
import type { WeighInput } from './weigh-input.ts';
import { allJobs } from './weigh-passes.ts';

const day = 24 * 60 * 60 * 1_000;
/** A job this fresh shows that its runner works; an older one doesn't show that it still does. */
const freshFor = 7 * day;
/** A job that waited this long while no runner took it shows that none is there to take it. */
const patience = day / 24;

type OperationalCheck = Extract<Check, { kind: 'runners-operational' }>;

/** Whether runners work: by the runners API where it may be read, else by the jobs that they took of late. */
export function weighOperational(check: OperationalCheck, input: WeighInput): Evidence[] {
  const { kind, runners } = check;
  const { facts } = input;
  if (facts === undefined || (facts.runs === undefined && facts.runners === undefined)) {
    return [evidence(kind, 'unknown', `${needsRuns}, or the runners' own state`)];
  }
  if (runners.named.length === 0) return [weighNumber(runners.atLeast, facts)];
  const identify = runnerIdentity(input.runners, allJobs(input), facts.runners);
  return runners.named.map((runner) => {
    const isRunner = (name: string): boolean => identify(name) === runner.name;
    return fromApi(runner, facts, isRunner) ?? fromJobs(runner, { facts, isRunner, known: input.runners });
  });
}

function fromApi(
  { name }: NamedRunner,
  { runners, repositoryUrl }: ProgressFacts,
  isRunner: (name: string) => boolean,
): Evidence | undefined {
  const page = { url: `${repositoryUrl}/settings/actions/runners` };
  const listed = runners?.runners.filter((one) => isRunner(one.name)) ?? [];
  const [first] = listed;
  if (first === undefined) {
    return runners?.scope === 'all'
      ? evidence('runners-operational', 'fails', `\`${name}\` is not registered`, page)
      : undefined;
  }
  const online = listed.find(({ status }) => status === 'online');
  const detail = `\`${name}\` is ${online === undefined ? 'offline' : 'online'}`;
  const alias = (online ?? first).name === name ? '' : ` (\`${(online ?? first).name}\`)`;
  return evidence('runners-operational', online === undefined ? 'fails' : 'holds', detail + alias, page);
}

interface JobEvidence {
  readonly facts: ProgressFacts;
  readonly isRunner: (name: string) => boolean;
  readonly known: readonly NamedRunner[];
}

function fromJobs(runner: NamedRunner, { facts, isRunner, known }: JobEvidence): Evidence {
  const { name } = runner;
  if (facts.runs === undefined) return operational('unknown', `\`${name}\`: ${needsRuns}`);
  const jobs = facts.runs.flatMap((run) => run.jobs);
  const now = timeOf(facts.readAt);
  const own = jobs.filter(({ runnerName }) => runnerName !== undefined && isRunner(runnerName));
  const running = own.find(({ status }) => status === 'in_progress');
  if (running !== undefined) {
    return operational('holds', `\`${name}\` is running the job \`${running.name}\``, running.url);
  }
  const last = lastOf(own);
  const lastTime = last === undefined ? Number.NEGATIVE_INFINITY : completion(last);
  const waiting = jobs.find(
    (job) =>
      waitsInVain(job, now) &&
      timeOf(job.createdAt) > lastTime &&
      runnerAskedFor(job.labels, known)?.name === name,
  );
  if (waiting !== undefined) {
    const detail = `the job \`${waiting.name}\` has waited for \`${name}\` since ${timeWords(waiting.createdAt)}`;
    return operational('fails', detail, waiting.url);
  }
  if (last === undefined) return operational('unknown', `no job is known to have run on \`${name}\``);
  const when = timeWords(last.completedAt ?? last.startedAt ?? last.createdAt);
  return now - lastTime <= freshFor
    ? operational('holds', `\`${name}\` ran the job \`${last.name}\` until ${when}`, last.url)
    : operational('unknown', `\`${name}\` took its last job on ${when}, too long ago to tell`, last.url);
}

function operational(verdict: Verdict, detail: string, url?: string): Evidence {
  return evidence('runners-operational', verdict, detail, url === undefined ? {} : { url });
}

function waitsInVain({ status, createdAt }: JobFacts, now: number): boolean {
  return status === 'queued' && now - timeOf(createdAt) > patience;
}

function completion({ completedAt, startedAt, createdAt }: JobFacts): number {
  return timeOf(completedAt ?? startedAt ?? createdAt);
}

function lastOf(jobs: readonly JobFacts[]): JobFacts | undefined {
  return jobs
    .filter(({ startedAt }) => startedAt !== undefined)
    .toSorted((a, b) => completion(b) - completion(a))[0];
}

/** Where nothing says which runners are meant: so many that are online, or that took jobs of late. */
function weighNumber(atLeast: number, { runners, runs, readAt }: ProgressFacts): Evidence {
  const now = timeOf(readAt);
  const recent = (runs ?? []).flatMap(({ jobs }) => jobs).filter((job) => now - completion(job) <= freshFor);
  const names =
    runners !== undefined
      ? runners.runners.filter(({ status }) => status === 'online').map(({ name }) => name)
      : [
          ...new Set(
            recent
              .filter(({ labels }) => labels.includes('self-hosted'))
              .flatMap(({ runnerName }) => runnerName || []),
          ),
        ];
  const enough = names.length >= atLeast;
  const detail = `${names.length} of ${atLeast} runners are online or took jobs of late`;
  return evidence(
    'runners-operational',
    enough ? 'holds' : runners === undefined ? 'unknown' : 'fails',
    detail,
  );
}
