import { MessageChannel } from 'node:worker_threads';
import { Piscina } from 'piscina';
import type { Command } from '../../core/command/command.ts';
import type { SprintFacts } from '../../core/decide/sprint-facts.ts';
import type { CommitFacts } from '../../core/progress/evidence/facts.ts';
import type { AuditTask, Decided, SprintsDecided } from './audit-task.ts';
import { Permits } from './permits.ts';

/** The audit was ended for the time or the memory that it took: trying again would end the same. */
export class AuditStopped extends Error {
  override readonly name = 'AuditStopped';
}

/** The bounds of audits. */
export interface AuditLimits {
  readonly threads: number;
  readonly seconds: number;
  readonly megabytes: number;
}

/** How many UTF-16 code units of workflows each thread keeps parsed. */
const cachedCharacters = 32 * 1024 * 1024;
/** Markdown that takes longer than this to read was made to. */
const commandSeconds = 5;
/** A thread needs a second or two to start; on a machine with much to do, more. */
const startSeconds = 60;

/** Threads in which audits run, each audit within its bounds. */
export class AuditPool {
  readonly #pool: Piscina;
  readonly #permits: Permits;
  readonly #limits: AuditLimits;

  /** `worker` is the bundle of `audit-worker.ts`; only bundled can it import GitHub's parser. */
  constructor(worker: URL, limits: AuditLimits) {
    this.#limits = limits;
    this.#permits = new Permits(limits.threads);
    this.#pool = new Piscina({
      filename: worker.href,
      name: 'run',
      minThreads: 1,
      maxThreads: limits.threads,
      idleTimeout: 60_000,
      resourceLimits: { maxOldGenerationSizeMb: limits.megabytes, stackSizeMb: 8 },
      workerData: { cachedCharacters },
    });
    // A thread may run out of memory in the moment in which it is ended for its time: its task has failed already, and
    // without a listener the error would end the process.
    this.#pool.on('error', () => {});
  }

  /** Audits and decides. Throws AuditStopped. */
  decide(task: Extract<AuditTask, { kind: 'decide' }>): Promise<Decided> {
    return this.#run(task, this.#limits.seconds);
  }

  /** Decides how sprints stand. Throws AuditStopped. */
  decideProgress(facts: SprintFacts): Promise<SprintsDecided> {
    return this.#run({ kind: 'decide-progress', facts }, this.#limits.seconds);
  }

  /** Finds out since which commits items of a sprint are contradicted or proved. Throws AuditStopped. */
  dateEvidence(
    task: Omit<Extract<AuditTask, { kind: 'date-evidence' }>, 'kind'>,
  ): Promise<ReadonlyMap<string, CommitFacts>> {
    return this.#run({ kind: 'date-evidence', ...task }, this.#limits.seconds);
  }

  /** The command of a comment. Throws AuditStopped. */
  parseCommand(comment: string): Promise<Command | undefined> {
    return this.#run({ kind: 'parse-command', comment }, commandSeconds);
  }

  /** Ends the threads. */
  async close(): Promise<void> {
    await this.#pool.destroy();
  }

  /** Waits for a thread first, also for one that has to start, so that the time counts from when the work begins. */
  #run<Result>(task: AuditTask, seconds: number): Promise<Result> {
    return this.#permits.with(async () => {
      const { port1: begun, port2: tellBegun } = new MessageChannel();
      const end = new AbortController();
      const { signal } = end;
      let timer: NodeJS.Timeout | undefined;
      const allow = (so: number) => {
        clearTimeout(timer);
        timer = setTimeout(() => end.abort(), so * 1000);
      };
      allow(startSeconds + seconds);
      begun.once('message', () => allow(seconds));
      try {
        return (await this.#pool.run({ task, tellBegun }, { signal, transferList: [tellBegun] })) as Result;
      } catch (error) {
        if (signal.aborted) throw new AuditStopped(`the audit took longer than ${seconds} s`);
        if (error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') {
          throw new AuditStopped(`the audit needed more than ${this.#limits.megabytes} MB`);
        }
        throw error;
      } finally {
        clearTimeout(timer);
        begun.close();
      }
    });
  }
}
