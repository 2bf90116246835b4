import { commandsOf } from '../shell/commands.ts';
import type { ShellCommand } from '../shell/model.ts';
import { shellOf } from '../shell/shell-of.ts';
import type { Job, ScalarNode, ValueNode } from '../workflow/model.ts';
import { scalarAt, scalarsOf, valueAt } from '../workflow/node-access.ts';
import type { PlacedJob } from './placed-jobs.ts';
import type { RunnerPool } from './runner-pool.ts';

/** Programs whose arguments are paths of somewhere else: of a container, or of another machine. */
const elsewhere = new Set(
  'docker podman nerdctl crun runc youki pct lxc incus kubectl chroot nsenter ssh scp sftp rsync'.split(' '),
);
/** An absolute path of two names or more, where a word or a part of it begins; no address (`https://…`). */
const path = /(?:^|[=:,])(\/[\w.-]+\/[\w.-]+)/g;
/** What any machine of the kind has, by the Filesystem Hierarchy Standard, and what GitHub makes for its jobs. */
const ofAnyMachine =
  /^\/(?:bin|boot|dev|etc|lib\d*|opt|proc|root|run|sbin|snap|sys|tmp|usr|var|github|__[a-z]|home\/runner|home\/linuxbrew)\//;
/** Where disks and people's files are by convention; other arguments that look like paths may be an API's. */
const onDisks = /^\/(?:mnt|media|srv|home|nfs|data\d*|scratch\d*|nvme\w*|disk\w*)\//;
/** Something that is plugged into one machine. */
const plugged = /^\/dev\/(?:tty(?:USB|ACM)\w*|serial|video\w*|hidraw\w*)/;

/** The data and devices of its machine that a job uses, as the first two names of their paths; in order. */
export function machineData({ workflow, job, runsOn }: PlacedJob): ReadonlySet<string> {
  const found = new Set<string>();
  for (const written of mounts(job)) for (const name of namesIn(written)) found.add(name);
  // A job in a container sees of the machine what is mounted.
  if (job.container !== undefined) return found;
  for (const written of ofSteps())
    for (const name of namesIn(written)) if (plugged.test(name) || onDisks.test(`${name}/`)) found.add(name);
  return found;

  function* ofSteps(): Generator<string> {
    for (const { value } of job.env) yield* textOf(value);
    for (const step of job.steps) {
      for (const { value } of [...step.env, ...step.with]) yield* textOf(value);
      if (step.run === undefined || !step.run.text.includes('/')) continue;
      for (const command of commandsOf(step.run, shellOf({ step, job, workflow }, runsOn.labelSets)))
        yield* ofCommand(command);
    }
  }
}

/** The first two names of each path of a text, without what any machine has. */
function namesIn(written: string): readonly string[] {
  const names = [...written.matchAll(path)].flatMap(([, name]) => name ?? []);
  return names.filter((name) => plugged.test(name) || !ofAnyMachine.test(`${name}/`));
}

/** Why a runner may lack what a job finds on its machine; undefined where jobs that run there find it, too. */
export function missingData(
  placed: PlacedJob,
  pool: RunnerPool,
  jobs: readonly PlacedJob[],
  dataOf: (placed: PlacedJob) => ReadonlySet<string>,
): string | undefined {
  const wanted = dataOf(placed);
  if (wanted.size === 0) return undefined;
  const there = jobs.filter((other) => other.runsOn.labelSets.some((set) => pool.takes(set)));
  const lacking = [...wanted].find((name) => !there.some((other) => dataOf(other).has(name)));
  return lacking === undefined
    ? undefined
    : `the job uses \`${lacking}\` of its machine, and no job on ${pool.name} shows that it is there, too`;
}

/** The machine's side of what is mounted into the containers of a job, and its devices that they get. */
function mounts({ container, services }: Job): readonly string[] {
  return [container, ...services.map(({ value }) => value)].flatMap((one) => [
    ...(scalarsOf(valueAt(one, 'volumes')) ?? []).map(({ text }) => text.split(':')[0] ?? ''),
    ...ofOptions((scalarAt(one, 'options')?.text ?? '').split(/\s+/)),
  ]);
}

/** What the options of `docker run` mount. */
function ofOptions(words: readonly string[]): readonly string[] {
  return words.flatMap((word, at) => {
    const [, joined] = /^--?(?:v|volume|device)=?(\/.*)$/.exec(word) ?? [];
    const value = joined ?? (/^(?:-v|--volume|--device)$/.test(word) ? words[at + 1] : undefined);
    if (value !== undefined) return [value.split(':')[0] ?? ''];
    return /(?:^|,)(?:source|src)=(\/[^,]*)/.exec(word)?.[1] ?? [];
  });
}

function ofCommand({ words }: ShellCommand): readonly string[] {
  const written = words.map(({ value, raw }) => value ?? raw.replace(/["']/g, ''));
  const program = written[0]?.slice(written[0].lastIndexOf('/') + 1) ?? '';
  return elsewhere.has(program) ? ofOptions(written.slice(1)) : written.slice(1);
}

function textOf(node: ValueNode): readonly string[] {
  const scalars: readonly ScalarNode[] = node.kind === 'mapping' ? [] : (scalarsOf(node) ?? []);
  return scalars.map(({ text }) => text).filter((text) => text.startsWith('/'));
}
