import type { Call, Effect } from '../shell/domain.ts';
import type { ShellPlace } from '../shell/script-text.ts';
import type { SymbolTable } from '../shell/symbols.ts';
import type { LiveContainers } from './container.ts';
import type { ContainerAction } from './container-action.ts';
import { ContainerDomain } from './container-domain.ts';
import { readAction, runtimeName } from './read-action.ts';
import type { Runtime } from './runtime.ts';
import { sameText } from './same-text.ts';
import { grepText } from './text-tools.ts';

/** What is supposed of a machine while a job is followed. */
export interface Hypothesis {
  /** Whether the runtime is installed. */
  readonly installed: boolean;
  /** Whether the runtime still shows containers that were deleted. */
  readonly lingers: boolean;
}

/** A command of the runtime that was reached. */
export interface RuntimeCall {
  readonly does: ContainerAction['does'] | 'other';
  /** The containers that it names. */
  readonly names: readonly string[];
  readonly at: ShellPlace;
  readonly step: number;
  /** A `kill` that asks the process to end (TERM, also where no signal is named), or a runtime's own `stop`. */
  readonly asksToEnd: boolean;
  /** It makes a container that runs at once. */
  readonly runs: boolean;
}

/** Follows what a job does with one runtime under a hypothesis. */
export class LifecycleDomain extends ContainerDomain {
  readonly calls: RuntimeCall[] = [];
  /** Where something is printed, and whether only under a condition. */
  readonly said = new Map<string, boolean>();
  /** Commands that ask whether the runtime is there, or put it there. */
  readonly guards: ShellPlace[] = [];
  /** The job installs the runtime itself. */
  installs = false;
  /** The first command that looks for a container that was deleted. */
  lookedAfter: ShellPlace | undefined;
  readonly #runtime: Runtime;
  readonly #hypothesis: Hypothesis;

  constructor(symbols: SymbolTable, runtime: Runtime, hypothesis: Hypothesis) {
    super(symbols);
    this.#runtime = runtime;
    this.#hypothesis = hypothesis;
  }

  override matters(): boolean {
    return false;
  }

  seen(call: Call): void {
    const name = call.argv[0].value;
    if (name === 'echo' || name === 'printf' || name === 'cat')
      this.said.set(keyOf(call.at), call.conditional);
  }

  fileTest(_operator: string, path: string): 'succeeds' | 'fails' | undefined {
    if (!path.endsWith(`/${this.#runtime}`)) return undefined;
    return this.#hypothesis.installed ? 'succeeds' : 'fails';
  }

  override command(call: Call, facts: LiveContainers): Effect<LiveContainers> {
    const words = call.argv.map((field) => field.value);
    const name = runtimeName(words[0] ?? '');
    if (lookups.has(name) && words.includes(this.#runtime)) return this.#lookup(call, facts);
    if (name === this.#runtime) return this.#runtimeCommand(call, facts);
    if (installers.has(name) && words.includes(this.#runtime)) this.installs = true;
    return grepText(call, facts, this.symbols) ?? super.command(call, facts);
  }

  #lookup(call: Call, facts: LiveContainers): Effect<LiveContainers> {
    this.guards.push(call.at);
    const there = this.#isInstalled();
    const prints = there ? `/usr/bin/${this.#runtime}\n` : '';
    return { facts, prints, outcome: there ? 'succeeds' : 'fails', onlyLooks: true };
  }

  #runtimeCommand(call: Call, facts: LiveContainers): Effect<LiveContainers> {
    const action = readAction(call, this.symbols);
    const noted = this.#note(action, call);
    if (!this.#isInstalled()) return { facts, prints: '', outcome: 'fails', onlyLooks: true };
    if (noted.does === 'other' && action?.does === 'look')
      return { facts, outcome: 'succeeds', onlyLooks: true };
    if (noted.does === 'look') return this.#look(noted, call, facts) ?? super.command(call, facts);
    return super.command(call, facts);
  }

  #isInstalled(): boolean {
    return this.#hypothesis.installed || this.installs;
  }

  #note(action: ContainerAction | undefined, call: Call): RuntimeCall {
    const words = call.argv.slice(1).map((field) => field.value);
    const asked = /^(--?version|-v|version|features|info|help|--help)$/.test(words[0] ?? '--version');
    if (asked) this.guards.push(call.at);
    const noted: RuntimeCall = {
      does: asked ? 'other' : (action?.does ?? (words.includes('run') ? 'create' : 'other')),
      names: namesIn(action, words),
      at: call.at,
      step: this.step,
      asksToEnd: !words.includes('kill') || sendsTerm(words),
      runs: words.includes('run') || (action?.does === 'create' && action.state === 'running'),
    };
    this.calls.push(noted);
    return noted;
  }

  /** What a look at deleted containers shows; undefined where none was deleted, or others are there. */
  #look({ names }: RuntimeCall, call: Call, facts: LiveContainers): Effect<LiveContainers> | undefined {
    const own = this.containers.filter((container) => container.made.runtime === this.#runtime);
    const meant = own.filter(
      ({ made }) =>
        names.length === 0 ||
        made.names.some((one) => names.some((other) => sameText(one, other, this.symbols) !== 'no')),
    );
    if (meant.length === 0 || meant.some((container) => facts.has(container.id))) return undefined;
    this.lookedAfter ??= call.at;
    const shows = this.#hypothesis.lingers;
    const prints = shows ? `${meant.map(({ made }) => made.names[0] ?? '').join('\n')}\n` : '';
    const isList = names.length === 0;
    return { facts, prints, outcome: shows || isList ? 'succeeds' : 'fails', onlyLooks: true };
  }
}

const lookups: ReadonlySet<string> = new Set(['command', 'which', 'type', 'hash']);
const installers: ReadonlySet<string> = new Set([
  'apt-get',
  'apt',
  'dnf',
  'yum',
  'microdnf',
  'apk',
  'zypper',
  'pacman',
  'brew',
  'tdnf',
]);

/** What tells places of one job's scripts apart. */
function keyOf({ script, start, end }: ShellPlace): string {
  return `${script.source?.path} ${script.locate(start, end).start}`;
}

function namesIn(action: ContainerAction | undefined, words: readonly string[]): readonly string[] {
  if (action?.does === 'create') return action.names;
  if (action !== undefined && 'target' in action)
    return action.target.kind === 'named' ? action.target.values : [];
  const at = words.findIndex((word) => word === 'state' || word === 'status');
  return at < 0
    ? []
    : words
        .slice(at + 1)
        .filter((word) => !word.startsWith('-'))
        .slice(0, 1);
}

/** TERM is also what these runtimes send where no signal is named. */
function sendsTerm(words: readonly string[]): boolean {
  const operands = words.slice(words.indexOf('kill') + 1).filter((word) => !word.startsWith('-'));
  const signal = operands[1];
  return signal === undefined || /^(SIG)?TERM$|^15$/i.test(signal);
}
