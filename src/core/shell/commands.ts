import type { Span } from '../source/source-text.ts';
import type { ScalarNode } from '../workflow/model.ts';
import { type CommandPlace, commandPlaces } from './command-places.ts';
import type { Call, Domain, Field } from './domain.ts';
import { runScript } from './execute.ts';
import { maskExpressions } from './mask-expressions.ts';
import type { ShellCommand, ShellWord } from './model.ts';
import { newMachine, startOf } from './new-machine.ts';
import type { ParsedFiles } from './parsed-files.ts';
import { normalPath } from './paths.ts';
import { outermost, type ScriptText, scriptOfScalar } from './script-text.ts';
import { defaultShell, type Shell } from './shell-of.ts';
import type { SymbolTable } from './symbols.ts';
import { assign } from './variables.ts';

/**
 * The commands that a script may run, flat and in order: wrappers (`sudo`, `env`, `timeout`, …) taken off, functions
 * where they are called, `bash -c '…'`, `eval`, `$(…)` and the actions of traps looked into. Empty where the shell is
 * not bash or sh. `env` gives the values of variables that are set outside of the script; expressions may stand in
 * them. Scripts and makefiles of the repository are looked into where `among` has them. Never throws.
 */
export function commandsOf(
  script: ScalarNode,
  shell: Shell = defaultShell,
  env: ReadonlyMap<string, string> = new Map(),
  among?: RepositoryFiles,
): ShellCommand[] {
  if (shell.kind === 'other') return [];
  const collector = new CommandCollector();
  const machine = newMachine({
    domain: collector,
    budget: script.text.length + (among === undefined ? 1000 : mostFollowed),
    ...(among && { files: among.files }),
    maxAlternatives: 1,
    unrollsLoops: false,
    runsTraps: 'when-set',
  });
  const text = scriptOfScalar(script, machine.symbols);
  const start = startOf(machine, text, {
    facts: null,
    shell,
    cwd: among === undefined ? '' : normalPath(among.directory),
  });
  for (const [name, value] of env)
    assign(name, { kind: 'text', values: [maskExpressions(value, machine.symbols)] }, start);
  const parsed = machine.files.parse(text);
  runScript(parsed, start);
  // Not everybody asks where the commands stand.
  let places: ReadonlyMap<number, CommandPlace> | undefined;
  const placeOf = ({ at }: Call) => {
    if (at.script !== text) return undefined;
    places ??= commandPlaces(parsed, script.text, shell);
    return places.get(at.start);
  };
  return collector.calls.map((call) => new SeenCommand(call, machine.symbols, placeOf));
}

/** Commands of files that are looked at for one script. */
const mostFollowed = 20_000;

/** The files of the repository that a script may run, and where it is run. */
export interface RepositoryFiles {
  readonly files: ParsedFiles;
  /** Below the repository's root, as written. */
  readonly directory: string;
}

/** Keeps every command, and makes nothing of it. */
class CommandCollector implements Domain<null> {
  readonly calls: Call[] = [];

  command() {
    return { facts: null, outcome: 'may-fail' as const, onlyLooks: false };
  }

  seen(call: Call) {
    this.calls.push(call);
  }

  join() {
    return null;
  }

  matters() {
    return false;
  }
}

/** A command as callers see it; what costs is worked out when it is asked for. */
class SeenCommand implements ShellCommand {
  readonly wrappers: readonly string[];
  readonly conditional: boolean;
  readonly words: readonly ShellWord[];
  readonly #call: Call;
  readonly #symbols: SymbolTable;
  readonly #placeOf: (call: Call) => CommandPlace | undefined;

  constructor(call: Call, symbols: SymbolTable, placeOf: (call: Call) => CommandPlace | undefined) {
    this.#call = call;
    this.#placeOf = placeOf;
    this.#symbols = symbols;
    this.wrappers = call.wrappers;
    this.conditional = call.conditional;
    this.words = call.argv.map((field) => new SeenWord(field, call.at.script, symbols));
  }

  get place(): CommandPlace | undefined {
    return this.#placeOf(this.#call);
  }

  get assignments(): ShellCommand['assignments'] {
    return this.#call.assignments.map(({ name, value }) => ({
      name,
      value: value && new SeenWord(value, this.#call.at.script, this.#symbols),
    }));
  }

  get from(): ShellCommand['from'] {
    const { at } = this.#call;
    const first = outermost(at);
    const path = at.script.source?.path;
    if (first === at || path === undefined) return undefined;
    return { path, calledAt: first.script.locate(first.start, first.end) };
  }

  get span(): Span {
    const { script, start, end } = this.#call.at;
    return script.locate(start, end);
  }
}

class SeenWord implements ShellWord {
  readonly #field: Field;
  readonly #script: ScriptText;
  readonly #symbols: SymbolTable;

  constructor(field: Field, script: ScriptText, symbols: SymbolTable) {
    this.#field = field;
    this.#script = script;
    this.#symbols = symbols;
  }

  get raw(): string {
    return this.#symbols.show(this.#script.original.slice(this.#field.word.pos, this.#field.word.end));
  }

  get value(): string | undefined {
    const { value } = this.#field;
    return this.#symbols.isKnown(value) ? this.#symbols.show(value) : undefined;
  }

  get span(): Span {
    return this.#script.locate(this.#field.word.pos, this.#field.word.end);
  }
}
