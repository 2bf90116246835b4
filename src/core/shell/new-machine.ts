import { ParsedFiles } from './parsed-files.ts';
import type { ScriptText } from './script-text.ts';
import type { Shell } from './shell-of.ts';
import { type Machine, newProcess, type Point } from './shell-process.ts';
import { SymbolTable } from './symbols.ts';

/** What an analysis may choose; the rest has a default. */
export type MachineOptions<Facts> = Pick<Machine<Facts>, 'domain'> &
  Partial<Pick<Machine<Facts>, 'symbols' | 'maxAlternatives' | 'unrollsLoops' | 'runsTraps'>> & {
    readonly choices?: Machine<Facts>['choices'];
    /** The files that scripts may run; none without. */
    readonly files?: ParsedFiles;
    /** Commands that the analysis may look at, repetitions included. */
    readonly budget: number;
  };

/** A machine that has run nothing yet. */
export function newMachine<Facts>(options: MachineOptions<Facts>): Machine<Facts> {
  return {
    symbols: options.symbols ?? new SymbolTable(),
    domain: options.domain,
    files: options.files ?? new ParsedFiles(() => undefined),
    written: new Map(),
    firstWritten: new Map(),
    choices: options.choices ?? (() => undefined),
    maxAlternatives: options.maxAlternatives ?? 8,
    unrollsLoops: options.unrollsLoops ?? true,
    runsTraps: options.runsTraps ?? 'at-the-end',
    time: 0,
    budget: options.budget,
    scripts: 0,
    assignments: 0,
  };
}

/** The first point of a script of its own. */
export function startOf<Facts>(
  machine: Machine<Facts>,
  script: ScriptText,
  { facts, shell, cwd }: { readonly facts: Facts; readonly shell: Shell; readonly cwd: string | undefined },
): Point<Facts> {
  const { errexit, pipefail } = shell;
  machine.scripts += 1;
  return {
    machine,
    shell: newProcess(facts, { errexit, pipefail, cwd }),
    script,
    positional: [],
    stdin: undefined,
    stdout: undefined,
    tolerant: false,
    user: 'own',
    status: undefined,
    conditional: false,
    isPart: false,
    background: false,
    depth: 0,
    returns: [],
    breaks: [],
    running: new Set(),
    condition: undefined,
  };
}
