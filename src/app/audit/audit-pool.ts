import { MessageChannel } from 'node:worker_threads';
import { Piscina } from 'piscina';
import type { RemoteAction } from '../../core/audit/repository.ts';
import type { Command } from '../../core/command/command.ts';
import type { SprintFacts } from '../../core/decide/sprint-facts.ts';
import type { CommitFacts } from '../../core/progress/evidence/facts.ts';
import type { ItemToTick } from '../../core/progress/tick-body.ts';
import { RetryLater } from '../../queue/errors.ts';
import type { TaskPlace } from '../task.ts';
import type { AuditTask, Decided, SprintsDecided } from './audit-task.ts';
import { Permits } from './permits.ts';

/** What bounds an audit. */
export type Bound = 'time' | 'memory';

/** The audit was ended for the time or the memory that it took: trying again would end the same. */
export class AuditStopped extends Error {
  override readonly name = 'AuditStopped';
  readonly bound: Bound;

  constructor(message: string, bound: Bound) {
    super(message);
    this.bound = bound;
  }
}

/** An audit that was ended. */
export interface StoppedSeen {
  readonly kind: AuditTask['kind'];
  readonly bound: Bound;
}

/** For whom a thread works: no installation waits for those of another alone. */
type For = Pick<TaskPlace, 'installation'>;

/** The bounds of audits. */
export interface AuditLimits {
  /** Where one installation has them all, or those whose audits were ended lately, one more is for the others. */
  readonly threads: number;
  readonly seconds: number;
  readonly megabytes: number;
  /** How long a thread may take to start, before the work is tried again. */
  readonly startSeconds?: number;
}

/**
 * The share of its memory in which a thread keeps workflows parsed; the rest is for the audit at hand. A character of a
 * workflow takes 17 to 23 bytes there (measured with 3,407 workflows of 342 public repositories).
 */
const keptShare = 1 / 4;
const bytesOfCharacter = 20;
/** Texts that take longer than this to read were made to. */
const textSeconds = 5;
/** How soon an installation whose audits took too much tries again for a thread. */
const heavyWaitSeconds = 5;
/** A thread needs a second or two to start; on a machine with much to do, more. */
const usualStartSeconds = 60;

/** Threads in which audits run, each audit within its bounds. */
export class AuditPool {
  readonly #pool: Piscina;
  readonly #permits: Permits;
  readonly #limits: AuditLimits;

  readonly #onStopped: (seen: StoppedSeen) => void;

  /** `worker` is the bundle of `audit-worker.ts`; only bundled can it import GitHub's parser. */
  constructor(worker: URL, limits: AuditLimits, onStopped: (seen: StoppedSeen) => void = () => {}) {
    this.#limits = limits;
    this.#onStopped = onStopped;
    this.#permits = new Permits(limits.threads);
    this.#pool = new Piscina({
      filename: worker.href,
      name: 'run',
      minThreads: 1,
      maxThreads: limits.threads + 1,
      idleTimeout: 60_000,
      resourceLimits: { maxOldGenerationSizeMb: limits.megabytes, stackSizeMb: 8 },
      workerData: {
        cachedCharacters: Math.floor((limits.megabytes * 1024 * 1024 * keptShare) / bytesOfCharacter),
      },
    });
    // A thread may run out of memory in the moment in which it is ended for its time: its task has failed already, and
    // without a listener the error would end the process.
    this.#pool.on('error', () => {});
  }

  /** Audits and decides. Throws AuditStopped, and like the others RetryLater where too much was asked for before. */
  decide(of: For, task: Omit<Extract<AuditTask, { kind: 'decide' }>, 'kind'>): Promise<Decided> {
    return this.#run(of, { kind: 'decide', ...task }, this.#limits.seconds);
  }

  /** Decides how sprints stand. Throws AuditStopped. */
  decideProgress(of: For, facts: SprintFacts): Promise<SprintsDecided> {
    return this.#run(of, { kind: 'decide-progress', facts }, this.#limits.seconds);
  }

  /** Finds out since which commits items of a sprint are contradicted or proved. Throws AuditStopped. */
  dateEvidence(
    of: For,
    task: Omit<Extract<AuditTask, { kind: 'date-evidence' }>, 'kind'>,
  ): Promise<ReadonlyMap<string, CommitFacts>> {
    return this.#run(of, { kind: 'date-evidence', ...task }, this.#limits.seconds);
  }

  /** The command of a comment. Throws AuditStopped. */
  parseCommand(of: For, comment: string): Promise<Command | undefined> {
    return this.#run(of, { kind: 'parse-command', comment }, textSeconds);
  }

  /** The body of an issue with items ticked, or undefined where none of them is there to tick. Throws AuditStopped. */
  tickBody(of: For, body: string, items: readonly ItemToTick[]): Promise<string | undefined> {
    return this.#run(of, { kind: 'tick-body', body, items }, textSeconds);
  }

  /** How actions run, by their references, as their manifests say it. Throws AuditStopped. */
  readManifests(
    of: For,
    manifests: ReadonlyMap<string, string | undefined>,
  ): Promise<ReadonlyMap<string, RemoteAction | undefined>> {
    return this.#run(of, { kind: 'read-manifests', manifests }, textSeconds);
  }

  /** Ends the threads. */
  async close(): Promise<void> {
    await this.#pool.destroy();
  }

  /** Waits for a thread first, also for one that has to start, so that the time counts from when the work begins. */
  async #run<Result>({ installation }: For, task: AuditTask, seconds: number): Promise<Result> {
    // In line it would hold up what else the process could do meanwhile.
    if (this.#permits.isHeavy(installation) && this.#permits.isTaken(installation)) {
      throw new RetryLater(
        'audits of this installation took too much lately, and no thread is free',
        heavyWaitSeconds,
      );
    }
    const stopped = (bound: Bound, why: string) => {
      this.#permits.setHeavy(installation);
      this.#onStopped({ kind: task.kind, bound });
      return new AuditStopped(why, bound);
    };
    return this.#permits.with(installation, async () => {
      const { port1: begun, port2: tellBegun } = new MessageChannel();
      const end = new AbortController();
      const { signal } = end;
      let timer: NodeJS.Timeout | undefined;
      let state: 'waiting' | 'begun' = 'waiting';
      const allow = (so: number) => {
        clearTimeout(timer);
        timer = setTimeout(() => end.abort(), so * 1000);
      };
      allow(this.#limits.startSeconds ?? usualStartSeconds);
      begun.once('message', () => {
        state = 'begun';
        allow(seconds);
      });
      try {
        return (await this.#pool.run({ task, tellBegun }, { signal, transferList: [tellBegun] })) as Result;
      } catch (error) {
        if (signal.aborted && state === 'waiting') {
          throw new Error('no thread of an audit has started: the machine has too much to do', {
            cause: error,
          });
        }
        if (signal.aborted) throw stopped('time', `the audit took longer than ${seconds} s`);
        if (error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') {
          throw stopped('memory', `the audit needed more than ${this.#limits.megabytes} MB`);
        }
        throw error;
      } finally {
        clearTimeout(timer);
        begun.close();
      }
    });
  }
}
