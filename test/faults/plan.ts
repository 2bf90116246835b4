import { Chance } from './chance.ts';

/** How much is done to the App. */
export interface Size {
  /** What people do, each of which has a delivery that asks the App for something. */
  readonly deliveries: number;
  readonly pulls: number;
  readonly kills: number;
}

/** Something that a person does; `pull` counts the pull requests, `repository` the repositories. */
export type Act =
  | {
      readonly kind: 'open' | 'push' | 'force-push' | 'rerun' | 'rerun-suite' | 'reopen';
      readonly pull: number;
    }
  | { readonly kind: 'comment'; readonly pull: number; readonly by: Writer; readonly body: string }
  | { readonly kind: 'push-base'; readonly repository: number }
  | { readonly kind: 'redeliver' };

/** Who writes comments: one who may command the App, and one who may not. */
export type Writer = 'mona' | 'stranger';

/**
 * Where a kill strikes. Around a request to GitHub it ends every replica, for GitHub can't tell which of them has asked.
 * `frozen` kills nothing: the process stands still for so long that it is taken for dead, and goes on.
 */
export type KillPoint =
  | 'before-store'
  | 'after-store'
  | 'after-read'
  | 'after-write'
  | 'any-moment'
  | 'frozen';

/** A SIGKILL that waits for its point once so many acts are done. */
export interface Kill {
  readonly afterActs: number;
  readonly at: KillPoint;
  /** How long after that a moment is, and how long the process stays down, in milliseconds. */
  readonly wait: number;
  readonly down: number;
}

/** All that comes by chance, drawn from the seed. */
export interface Plan {
  readonly chance: Chance;
  readonly size: Size;
  readonly repositories: number;
  readonly acts: readonly Act[];
  readonly kills: readonly Kill[];
}

const points: readonly KillPoint[] = [
  'any-moment',
  'before-store',
  'after-store',
  'after-read',
  'after-write',
];

/** Draws what is done and when processes are killed. */
export function makePlan(seed: number, size: Size): Plan {
  const chance = new Chance(seed);
  const repositories = Math.max(2, Math.min(10, Math.floor(size.pulls / 5)));
  return {
    chance,
    size,
    repositories,
    acts: drawActs(chance, size, repositories),
    kills: [
      ...drawKills(chance, size, size.kills, (index) => points[index % points.length] ?? 'any-moment'),
      ...drawKills(chance, size, Math.ceil(size.kills / 10), () => 'frozen'),
    ],
  };
}

function drawKills(
  chance: Chance,
  { deliveries }: Size,
  count: number,
  pointOf: (index: number) => KillPoint,
): Kill[] {
  return Array.from({ length: count }, (_, index) => {
    const at = pointOf(index);
    const key = `${at} ${index}`;
    return {
      // Spread over the acts, but not in step with them.
      afterActs: Math.floor(((index + chance.draw(`when ${key}`)) / count) * deliveries),
      at,
      wait: chance.below(`wait ${key}`, 2000),
      down:
        at === 'frozen' ? 20_000 + chance.below(`down ${key}`, 10_000) : chance.below(`down ${key}`, 1500),
    };
  });
}

/** In every third repository the base branch changes what is wrong with its pull requests. */
export function baseMoves(repository: number): boolean {
  return repository % 3 === 2;
}

function drawActs(chance: Chance, { deliveries, pulls }: Size, repositories: number): Act[] {
  const acts: Act[] = [];
  let opened = 0;
  // What is only sent once more asks for nothing new.
  for (let index = 0, asked = 0; asked < deliveries; index += 1) {
    // All are open when two thirds are done, so that something happens to each.
    const due = Math.ceil((pulls * (asked + 1)) / (deliveries * 0.66));
    if (opened < Math.min(pulls, due)) {
      acts.push({ kind: 'open', pull: opened });
      opened += 1;
    } else acts.push(drawAct(chance, index, { opened, repositories }));
    if (acts.at(-1)?.kind !== 'redeliver') asked += 1;
  }
  return acts;
}

function drawAct(
  chance: Chance,
  index: number,
  { opened, repositories }: { readonly opened: number; readonly repositories: number },
): Act {
  const pull = chance.below(`pull ${index}`, opened);
  const kind = chance.weighed(`act ${index}`, [
    [34, 'push'],
    [5, 'force-push'],
    [24, 'comment'],
    [9, 'rerun'],
    [3, 'rerun-suite'],
    [8, 'reopen'],
    [10, 'push-base'],
    [7, 'redeliver'],
  ] as const);
  if (kind === 'redeliver') return { kind };
  if (kind === 'push-base') return { kind, repository: chance.below(`repository ${index}`, repositories) };
  if (kind === 'comment') return { kind, pull, ...drawComment(chance, index) };
  // Where the base moves too, a reopened pull request may rightly be answered otherwise than before.
  if (kind === 'reopen' && baseMoves(pull % repositories)) return { kind: 'push', pull };
  return { kind, pull };
}

function drawComment(chance: Chance, index: number): { readonly by: Writer; readonly body: string } {
  const by = chance.draw(`writer ${index}`) < 0.85 ? 'mona' : 'stranger';
  const commands = ['/ci-audit', '/ci-audit help', '/ci-audit explain duplicate-workflow'];
  return { by, body: commands[chance.below(`command ${index}`, commands.length)] ?? '/ci-audit' };
}
