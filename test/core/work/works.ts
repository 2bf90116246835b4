import { keyed } from '../../../src/core/work/read-setting.ts';
import { readWork } from '../../../src/core/work/read-work.ts';
import type { Leg, Piece, Work } from '../../../src/core/work/work.ts';
import type { Workflow } from '../../../src/core/workflow/model.ts';
import { parseWorkflow } from '../../../src/core/workflow/parse-workflow.ts';

/** A workflow that has to be valid. */
export function valid(name: string, text: string): Workflow {
  const workflow = parseWorkflow({ path: `.github/workflows/${name}.yml`, id: name, text });
  if (workflow.problems.length > 0)
    throw new Error(`${name}: ${workflow.problems.map((problem) => problem.message).join('; ')}`);
  return workflow;
}

/** What a job does whose keys besides `runs-on` are given, as YAML. */
export function workOfJob(job: string, top = 'on: push'): Work {
  const body = job.replace(/^/gm, '    ');
  const runsOn = /^runs-on:/m.test(job) || /^uses:/m.test(job) ? '' : '    runs-on: ubuntu-latest\n';
  return readWork(valid('job', `${top}\njobs:\n  one:\n${runsOn}${body}\n`));
}

/** The only leg of the only job. */
export function onlyLeg(work: Work): Leg {
  const legs = work.jobs.flatMap((job) => job.legs);
  const [leg] = legs;
  if (leg === undefined || legs.length > 1) throw new Error(`${legs.length} legs`);
  return leg;
}

/** The pieces of a job's steps, as `telling key`, line breaks as spaces. */
export function piecesOf(steps: string, rest = ''): string[] {
  const leg = onlyLeg(workOfJob(`${rest}steps:\n${steps}`));
  return [...leg.pieces.values()].map(({ telling, key }) => `${telling} ${key.replaceAll('\n', ' ')}`);
}

const setting = {
  os: 'linux',
  arch: undefined,
  container: '',
  services: [],
  environment: '',
  trees: [],
  tools: new Map(),
  pins: new Map(),
  libraries: new Set<string>(),
  system: new Set<string>(),
  variables: new Map(),
  unnamed: new Set<string>(),
};

/** A piece of work: a command at the top of the checkout, unless it is said to be something else. */
export function piece(command: string, rest: Partial<Piece> = {}): Piece {
  const words = command.split(' ');
  return {
    key: `$ ${command}`,
    mark: command,
    family: words.slice(0, 2).join(' '),
    telling: 'work',
    when: [[]],
    what: command,
    span: { start: 0, end: 0 },
    ...rest,
  };
}

/** A workflow that does these pieces in one job, on each push. */
export function work(path: string, pieces: readonly Piece[], rest: Partial<Leg> = {}): Work {
  const leg: Leg = {
    share: 1,
    count: 1,
    name: '',
    setting: keyed(setting),
    runner: { labels: ['ubuntu-latest'] },
    pieces: new Map(pieces.map((one) => [one.key, one])),
    ...rest,
  };
  return {
    path,
    activities: [{ event: 'push', span: { start: 0, end: 0 }, filters: [], crons: [], timesAWeek: 0 }],
    calls: [],
    jobs: [{ id: 'job', span: { start: 0, end: 0 }, when: [[]], legs: [leg] }],
  };
}

export { setting };
