import type { Decider } from './domain.ts';
import {
  branchOf,
  factsIf,
  type Outcome,
  type Point,
  type ShellFunction,
  type ShellProcess,
  type Split,
} from './shell-process.ts';
import { assign, eitherVariable } from './variables.ts';

/** One of several ways through a script, run to its end. */
export interface Branch<Facts> {
  readonly shell: ShellProcess<Facts>;
  readonly outcome: Outcome;
}

/** Runs something as one of several ways, where `facts` are true: only `joinBranches` makes its changes real. */
export function onBranch<Facts>(
  point: Point<Facts>,
  run: (inside: Point<Facts>) => Outcome,
  facts: Facts = point.shell.facts,
): Branch<Facts> {
  const shell = { ...branchOf(point.shell), facts, split: undefined };
  return { shell, outcome: run({ ...point, shell, conditional: true }) };
}

/** Where the branches meet again: what may be true after any of those that get there. */
export function joinBranches<Facts>(
  point: Point<Facts>,
  branches: readonly Branch<Facts>[],
  { before, decidedBy }: { readonly before: Facts; readonly decidedBy: Decider },
): Outcome {
  const { shell, machine } = point;
  const reached = branches.filter((branch) => branch.outcome !== 'ended');
  if (reached.length === 0) return 'ended';
  const shells = reached.map((branch) => branch.shell);
  shell.facts = machine.domain.join(
    before,
    shells.map((branch) => branch.facts),
    decidedBy,
  );
  joinVariables(point, shells);
  joinTraps(shell, shells);
  shell.errexit = same(shells.map((branch) => branch.errexit)) ?? shell.errexit;
  shell.pipefail = same(shells.map((branch) => branch.pipefail)) ?? shell.pipefail;
  const directories = new Set(shells.map((branch) => branch.cwd));
  shell.cwd = directories.size === 1 ? [...directories][0] : undefined;
  shell.split = splitOf(reached, (all) => machine.domain.join(before, all, decidedBy));
  const outcomes = new Set(reached.map((branch) => branch.outcome));
  return outcomes.size === 1 ? (reached[0]?.outcome ?? 'may-fail') : 'may-fail';
}

/** What is true if the branches' last commands succeeded, and if they failed. */
function splitOf<Facts>(
  branches: readonly Branch<Facts>[],
  join: (all: readonly Facts[]) => Facts,
): Split<Facts> | undefined {
  const succeeding = branches.filter(({ outcome }) => outcome !== 'fails');
  const failing = branches.filter(({ outcome }) => outcome !== 'succeeds');
  if (succeeding.length === 0 || failing.length === 0) return undefined;
  return {
    succeeds: join(succeeding.map(({ shell }) => factsIf(shell, 'succeeds'))),
    fails: join(failing.map(({ shell }) => factsIf(shell, 'fails'))),
  };
}

function joinVariables<Facts>(point: Point<Facts>, shells: readonly ShellProcess<Facts>[]): void {
  const base = point.shell.variables;
  const names = new Set(shells.flatMap((shell) => [...shell.variables.changedSince(base)]));
  for (const name of names) {
    const values = shells.map((shell) => shell.variables.get(name));
    const unset = () => point.machine.symbols.encode({ kind: 'variable', text: `$${name}` });
    assign(name, eitherVariable(values, unset), point);
  }
  const functions = new Map<string, ShellFunction>();
  for (const shell of shells)
    for (const name of shell.functions.changedSince(point.shell.functions)) {
      const defined = shell.functions.get(name);
      if (defined !== undefined) functions.set(name, defined);
    }
  for (const [name, defined] of functions) point.shell.functions.set(name, defined);
}

/** A trap set on any branch counts as set; one that was there before counts as lost where any branch took it away. */
function joinTraps<Facts>(shell: ShellProcess<Facts>, shells: readonly ShellProcess<Facts>[]): void {
  const others = shells.filter((branch) => branch.trap !== shell.trap);
  const [other] = others;
  if (other === undefined) return;
  shell.loss = other.loss;
  shell.trap = other.trap;
  // The same `trap` with one of several texts: what any of them does counts as done.
  if (other.trap !== undefined && others.every((one) => one.trap?.at === other.trap?.at))
    shell.trap = { ...other.trap, text: others.map((one) => one.trap?.text ?? '').join('\n') };
}

function same<T>(values: readonly T[]): T | undefined {
  const [first] = values;
  return values.every((value) => value === first) ? first : undefined;
}
