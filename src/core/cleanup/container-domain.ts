import type { Call, Decider, Domain, Effect } from '../shell/domain.ts';
import type { ShellPlace } from '../shell/script-text.ts';
import type { SymbolTable } from '../shell/symbols.ts';
import { commandName } from '../shell/wrappers.ts';
import { type Container, isThere, type Live, type LiveContainers } from './container.ts';
import type { ContainerAction, Creation, Query, Removal, Start, Stop } from './container-action.ts';
import { atRisk, perhapsGone, removed, started, stopped, waitedFor, work } from './container-changes.ts';
import { joinContainers } from './join-containers.ts';
import { filteredList, looksOnly, mayWellFail } from './looking-command.ts';
import { type Meanings, matches } from './matches.ts';
import { readAction, wordsOf } from './read-action.ts';
import { isSameStore, storeOf } from './store.ts';
import { soundsLikeCleanup } from './unread-cleanup.ts';

/** A command that removes a container on some way. */
export interface RemovalSeen {
  readonly at: ShellPlace;
  /** The index of the job's step. */
  readonly step: number;
  /** An EXIT trap runs it. */
  readonly inTrap: boolean;
}

/** The token of a container whose id nobody was told: no text has it in it. */
const noToken = '\0';

/** More containers than these in one job are not told apart. */
const mostContainers = 256;

/**
 * Follows which containers may be there at each point of a job's scripts. One for each job: it knows the containers
 * of all steps.
 */
export class ContainerDomain implements Domain<LiveContainers>, Meanings {
  readonly symbols: SymbolTable;
  /** All that were made, in order. */
  readonly containers: Container[] = [];
  /** The step whose script runs. */
  step = 0;
  /** The commands that remove each container somewhere, by its id. */
  readonly removals = new Map<number, RemovalSeen[]>();
  readonly #byPlace = new Map<string, Container>();
  readonly #queries = new Map<string, Query>();

  constructor(symbols: SymbolTable) {
    this.symbols = symbols;
  }

  queryOf(token: string): Query | undefined {
    return this.#queries.get(token);
  }

  command(call: Call, facts: LiveContainers): Effect<LiveContainers> {
    const action = readAction(call, this.symbols);
    if (action !== undefined) return this.#act(action, call, facts);
    const prints = this.#filtered(call);
    if (soundsLikeCleanup(call.argv.map((field) => field.value))) return work(perhapsGone(facts));
    const ended = commandName(call.argv[0].value) === 'wait' ? this.#wait(call, facts) : facts;
    const after = call.isFatal && mayWellFail(call) ? atRisk(ended, call) : ended;
    return { facts: after, prints, outcome: 'may-fail' as const, onlyLooks: looksOnly(call) };
  }

  follows(words: readonly string[]): boolean {
    return soundsLikeCleanup(words);
  }

  join(before: LiveContainers, branches: readonly LiveContainers[], decidedBy: Decider): LiveContainers {
    return joinContainers(before, branches, decidedBy);
  }

  matters(facts: LiveContainers): boolean {
    for (const live of facts.values()) if (!live.entered && isThere(live)) return true;
    return false;
  }

  #act(action: ContainerAction, call: Call, facts: LiveContainers): Effect<LiveContainers> {
    switch (action.does) {
      case 'create':
        return this.#create(action, call, facts);
      // Where these fail, what they mean is not there, or not running: they ask for the state of things too.
      case 'remove':
        return { facts: this.#remove(action, call, facts), outcome: 'may-fail' as const, onlyLooks: true };
      case 'stop':
        return { facts: this.#stop(action, call, facts), outcome: 'may-fail' as const, onlyLooks: true };
      case 'start':
        return work(this.#change(action, { call, facts }, started));
      case 'look': {
        const prints = action.prints && `${this.#tokenOf(action.prints)}\n`;
        return { facts, prints, outcome: 'may-fail' as const, onlyLooks: true };
      }
    }
  }

  #create(made: Creation, call: Call, facts: LiveContainers): Effect<LiveContainers> {
    if (made.removesItself && made.state === 'stopped') return work(facts);
    const container = this.#containerOf(made, call);
    if (container === undefined) return work(facts);
    const live: Live = { container, state: made.state, entered: false };
    const prints = made.printsId ? `${container.token}\n` : undefined;
    const writes = made.idFile === undefined ? undefined : { path: made.idFile, text: container.token };
    return { ...work(new Map(facts).set(container.id, live)), prints, writes };
  }

  /** The same command, run again by a loop or a trap, makes the same container as far as we can tell. */
  #containerOf(made: Creation, call: Call): Container | undefined {
    const { start, end, script } = call.at;
    const span = script.locate(start, end);
    const key = [this.step, script.source?.path, span.start, made.runtime, ...made.names].join('\n');
    const known = this.#byPlace.get(key);
    if (known !== undefined) return known;
    const id = this.containers.length;
    if (id >= mostContainers) return undefined;
    const token = this.symbols.encode({ kind: 'token', text: `container ${id}` });
    const store = storeOf(made.runtime, wordsOf(call, this.symbols));
    const container = { id, made, store, token, at: call.at, time: call.time, step: this.step };
    this.containers.push(container);
    this.#byPlace.set(key, container);
    return container;
  }

  #remove(action: Removal, call: Call, facts: LiveContainers): LiveContainers {
    const onlyStopped = action.target.kind === 'query' && action.target.query.which === 'stopped';
    return this.#change(action, { call, facts }, (live) => {
      const runs = live.state === 'running';
      if (onlyStopped && runs) return live;
      this.#noteRemoval(live, call);
      if (action.force || !runs) return live.state === 'removed-unforced' ? live : removed(live);
      return { ...live, state: 'removed-unforced' };
    });
  }

  #stop(action: Stop, call: Call, facts: LiveContainers): LiveContainers {
    const changed = this.#change(action, { call, facts }, (live) => {
      const after = stopped(live);
      if (after !== undefined) return after;
      this.#noteRemoval(live, call);
      return removed(live);
    });
    return action.failsIfStopped && call.isFatal ? atRisk(changed, call) : changed;
  }

  #wait(call: Call, facts: LiveContainers): LiveContainers {
    const after = waitedFor(facts);
    for (const [id, live] of facts) if (!after.has(id)) this.#noteRemoval(live, call);
    return after;
  }

  #noteRemoval({ container }: Live, { at, inTrap }: Call): void {
    const known = this.removals.get(container.id) ?? [];
    if (known.some((removal) => removal.at.start === at.start && removal.step === this.step)) return;
    this.removals.set(container.id, [...known, { at, step: this.step, inTrap }]);
  }

  /** Changes each container that the action means; `undefined` takes it away. */
  #change(
    { runtime, target }: Removal | Stop | Start,
    { call, facts }: { readonly call: Call; readonly facts: LiveContainers },
    change: (live: Live) => Live | undefined,
  ): LiveContainers {
    let changed: Map<number, Live> | undefined;
    const store = storeOf(runtime, wordsOf(call, this.symbols));
    for (const [id, live] of facts) {
      const { container } = live;
      if (container.made.runtime !== runtime || !isSameStore(store, container.store, this.symbols)) continue;
      if (!matches(target, live.isWithoutId ? { ...container, token: noToken } : container, this)) continue;
      const after = change(live);
      if (after === live) continue;
      changed ??= new Map(facts);
      if (after === undefined) changed.delete(id);
      else changed.set(id, after);
    }
    return changed ?? facts;
  }

  #tokenOf(query: Query): string {
    const text = `list ${JSON.stringify(query)}`;
    this.#queries.set(text, query);
    return this.symbols.encode({ kind: 'token', text });
  }

  /** What a text filter prints: a list of containers is still one, perhaps a shorter one. */
  #filtered(call: Call): string | undefined {
    const { stdin } = call;
    if (stdin === undefined) return undefined;
    const [token] = this.symbols
      .split(stdin)
      .flatMap((piece) => (typeof piece === 'object' && piece.kind === 'token' ? [piece.text] : []));
    const query = token === undefined ? undefined : this.#queries.get(token);
    const filtered = filteredList(call, query);
    if (filtered === undefined) return undefined;
    return filtered === query ? stdin : `${this.#tokenOf(filtered)}\n`;
  }
}
