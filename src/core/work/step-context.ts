import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { isWindows } from '../shell/shell-of.ts';
import type { Step } from '../workflow/model.ts';
import { platformOf } from '../workflow/platform.ts';
import type { LegScope } from './job-scope.ts';
import { type Lookup, open, type Reading, show, value } from './reading.ts';
import { resolveText } from './resolve-text.ts';
import { putVariables, variablesOf } from './variables.ts';
import type { Telling } from './work.ts';

/** What a step may refer to on one leg, and a record of what it did refer to. */
export class StepContext {
  /** What was asked of the leg: where it answers the same, the step reads the same. */
  readonly questions = new Set<string>();
  /** The names of the variables that work or set-up reads. */
  readonly used = new Set<string>();
  /** The step's own variables. */
  readonly own: ReadonlyMap<string, string>;
  readonly #scope: LegScope;

  constructor(scope: LegScope, step: Step) {
    this.#scope = scope;
    this.own = variablesOf(step.env, (text) => resolveText(text, this.#ofMatrix, scope.parsed));
  }

  /** The text with what is known put in. Who only chatters about a variable does not read it. */
  resolve(text: string, telling: Telling = 'work'): string {
    const resolved = resolveText(text, this.lookup(telling), this.#scope.parsed);
    return putVariables(resolved, (name) => this.#variable(name, telling));
  }

  /** Says that the step reads otherwise on Windows. */
  mindWindows(): void {
    this.#ask(windows);
  }

  lookup(telling: Telling): Lookup {
    return (path) => {
      if (path.startsWith('matrix.')) return this.#ofMatrix(path);
      if (path.startsWith('env.')) return this.#ofEnvironment(path.slice(4), telling);
      if (path === 'runner.os' || path.startsWith('steps.')) return this.#ask(path);
      // Jobs are called differently in a copy; what comes out of them is what it comes down to.
      return path.startsWith('needs.') ? open(path.replace(/^needs\.[^.]+/, 'needs')) : undefined;
    };
  }

  readonly #ofMatrix: Lookup = (path) => this.#ask(path);

  #ofEnvironment(name: string, telling: Telling): Reading | undefined {
    const names = [...this.own.keys(), ...this.#scope.shared.keys()];
    const found = names.find((one) => one.toLowerCase() === name);
    const text = found === undefined ? undefined : this.#variable(found, telling);
    if (text === undefined) return undefined;
    return text.includes('${{') ? open(text) : value(text);
  }

  #variable(name: string, telling: Telling): string | undefined {
    const own = this.own.get(name);
    const text = own ?? this.#scope.shared.get(name);
    if (own === undefined) this.questions.add(`env ${name}`);
    if (text !== undefined && telling !== 'upkeep') this.used.add(name);
    return text;
  }

  #ask(path: string): Reading | undefined {
    this.questions.add(path);
    return answerOf(this.#scope, path);
  }
}

/** A leg's answers to questions, as one text. */
export function answersTo(questions: readonly string[], scope: LegScope): string {
  return JSON.stringify(
    questions.map((question) => {
      if (question.startsWith('env ')) return scope.shared.get(question.slice(4));
      const answer = answerOf(scope, question);
      return answer && show(answer);
    }),
  );
}

/** A short name for what a step does. */
export function digestOf(keys: readonly string[]): string {
  return bytesToHex(sha256(utf8ToBytes(keys.join('\n')))).slice(0, 12);
}

function answerOf({ leg, digests }: LegScope, path: string): Reading | undefined {
  if (path.startsWith('matrix.')) return leg.lookup(path);
  if (path === windows) return value(isWindows(leg.runner));
  if (path === 'runner.os') return osNames.get(platformOf(leg.runner).os ?? '');
  const [, id = '', ...rest] = path.split('.');
  const digest = digests.get(id);
  return digest === undefined ? undefined : open(`steps.${digest}.${rest.join('.')}`);
}

/** A question of our own, in no workflow's language. */
const windows = 'is Windows';

const osNames = new Map([
  ['linux', value('Linux')],
  ['windows', value('Windows')],
  ['macos', value('macOS')],
]);
