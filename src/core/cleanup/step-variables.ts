import { maskExpressions } from '../shell/mask-expressions.ts';
import type { Machine, Point } from '../shell/shell-process.ts';
import type { SymbolTable } from '../shell/symbols.ts';
import { assign } from '../shell/variables.ts';
import type { Entry } from '../workflow/model.ts';

/** The environment that a job's steps share, and what becomes known of expressions while the steps run. */
export class JobVariables {
  readonly #symbols: SymbolTable;
  /** By name, in the shell model's encoding. */
  readonly #environment = new Map<string, string>();

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
    for (const [name, value] of this.#environment) assign(name, { kind: 'text', values: [value] }, point);
    for (const { name, value } of this.#read(own)) assign(name, { kind: 'text', values: [value] }, point);
  }

  /** Takes over what a step wrote into `$GITHUB_ENV` and `$GITHUB_OUTPUT`. */
  takeOver<Facts>(machine: Machine<Facts>, stepId: string | undefined): void {
    for (const [name, value] of this.#written(machine, '$GITHUB_ENV')) this.#setOne(name, value);
    for (const [name, value] of this.#written(machine, '$GITHUB_OUTPUT'))
      if (stepId !== undefined) this.define(`steps.${stepId}.outputs.${name}`, value);
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
    machine.written.delete(key);
    return text.split('\n').flatMap((line): [string, string][] => {
      const equals = line.indexOf('=');
      return equals > 0 ? [[line.slice(0, equals), line.slice(equals + 1)]] : [];
    });
  }
}
