import { Layered } from '../shell/layered.ts';
import { maskExpressions } from '../shell/mask-expressions.ts';
import type { Machine, Point } from '../shell/shell-process.ts';
import type { SymbolTable } from '../shell/symbols.ts';
import { assign } from '../shell/variables.ts';
import type { Contexts } from '../workflow/contexts.ts';
import type { Json } from '../workflow/json-value.ts';
import type { Entry } from '../workflow/model.ts';
import type { Resolved } from '../workflow/resolved.ts';

/** Variables that a runner or its machine give to every step. */
const given =
  /^(PATH|HOME|USER|LOGNAME|SHELL|LANG|LC_\w+|TERM|TMPDIR|PWD|OLDPWD|IFS|HOSTNAME|CI|(GITHUB|RUNNER|ACTIONS|INPUT|XDG|DOCKER|CONTAINER|COMPOSE)_\w+)$/;

/** The environment that a job's steps share, and what becomes known of expressions while the steps run. */
export class JobVariables {
  readonly #symbols: SymbolTable;
  /** By name, in the shell model's encoding. */
  readonly #environment = new Map<string, string>();
  readonly #outputs = new Map<string, Map<string, string>>();
  /** Variables that the shell of an earlier step set for itself. */
  readonly #gone = new Set<string>();
  /** Something that cannot be read was written for later steps: it may set any variable. */
  #mayHoldAny = false;

  constructor(symbols: SymbolTable) {
    this.#symbols = symbols;
  }

  /** A text of the workflow with its expressions as symbols. */
  encode(text: string): string {
    return this.#symbols.normalize(maskExpressions(text, this.#symbols));
  }

  /** Lets an expression (`inputs.x`) stand for a value, or for itself again. */
  define(expression: string, value: string | undefined): void {
    this.#symbols.define({ kind: 'expression', text: `\${{ ${expression} }}` }, value);
  }

  /** Sets variables for all steps from here on. */
  set(entries: readonly Entry[]): void {
    for (const { name, value } of this.#read(entries)) this.#setOne(name, value);
  }

  /** Makes the environment, and a step's own on top of it, the variables of the step's shell. */
  give<Facts>(own: readonly Entry[], point: Point<Facts>): void {
    if (!this.#mayHoldAny) for (const name of this.#gone) assign(name, { kind: 'text', values: [''] }, point);
    for (const [name, value] of this.#environment) assign(name, { kind: 'text', values: [value] }, point);
    for (const { name, value } of this.#read(own)) assign(name, { kind: 'text', values: [value] }, point);
  }

  /** Takes over what a step wrote into `$GITHUB_ENV` and `$GITHUB_OUTPUT`; its own variables are gone with its shell. */
  takeOver<Facts>({ machine, shell }: Point<Facts>, stepId: string | undefined): void {
    for (const name of shell.variables.changedSince(new Layered()))
      if (!given.test(name)) this.#gone.add(name);
    for (const [name, value] of this.#written(machine, '$GITHUB_ENV')) this.#setOne(name, value);
    for (const [name, value] of this.#written(machine, '$GITHUB_OUTPUT'))
      if (stepId !== undefined) this.output(stepId, name, value);
  }

  /** Sets an output of a step. */
  output(stepId: string, name: string, value: string): void {
    const outputs = this.#outputs.get(stepId) ?? new Map<string, string>();
    this.#outputs.set(stepId, outputs.set(name, value));
    this.define(`steps.${stepId}.outputs.${name}`, value);
  }

  /** What is known of the `env` and `steps` contexts by now; the rest of them is unknown. */
  contexts(): Contexts {
    const unknown = { kind: 'unknown', because: '' } as const;
    const env = [...this.#environment].flatMap(([name, value]) => this.#known(name, value));
    const steps = [...this.#outputs].flatMap(([id, outputs]): [string, Resolved<Json>][] => {
      const known = [...outputs].flatMap(([name, value]) => this.#plain(value, name));
      return known.length === outputs.size
        ? [[id.toLowerCase(), { kind: 'known', value: { outputs: Object.fromEntries(known) } }]]
        : [];
    });
    return new Map([
      ['env', { values: new Map(env), others: unknown }],
      ['steps', { values: new Map(steps), others: unknown }],
    ]);
  }

  #known(name: string, value: string): [string, Resolved<Json>][] {
    return this.#plain(value, name).map(([key, text]) => [key.toLowerCase(), { kind: 'known', value: text }]);
  }

  /** The value under its name where it is nothing but text. */
  #plain(value: string, name: string): [string, string][] {
    return this.#symbols.split(value).every((piece) => typeof piece === 'string') ? [[name, value]] : [];
  }

  #setOne(name: string, value: string): void {
    this.#environment.set(name, value);
    this.define(`env.${name}`, value);
  }

  #read(entries: readonly Entry[]): { name: string; value: string }[] {
    return entries.flatMap(({ key, value }) =>
      value.kind === 'scalar' ? [{ name: key.text, value: this.encode(value.text) }] : [],
    );
  }

  /** The `name=value` lines of one of GitHub's files, which is empty again for the next step. */
  #written<Facts>(machine: Machine<Facts>, variable: string): [string, string][] {
    const key = this.#symbols.encode({ kind: 'variable', text: variable });
    const text = machine.written.get(key)?.value ?? '';
    if (machine.written.has(key) && machine.written.get(key) === undefined) this.#mayHoldAny = true;
    machine.written.delete(key);
    return text.split('\n').flatMap((line): [string, string][] => {
      const equals = line.indexOf('=');
      return equals > 0 ? [[line.slice(0, equals), line.slice(equals + 1)]] : [];
    });
  }
}
