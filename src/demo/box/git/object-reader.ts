import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { gitEnvironment } from './run-git.ts';

/** An object of a git repository. */
export interface GitObject {
  readonly oid: string;
  readonly type: 'blob' | 'tree' | 'commit' | 'tag';
  /** Bytes. */
  readonly size: number;
}

/** An object together with its bytes. */
export interface GitContent extends GitObject {
  readonly content: Buffer;
}

interface Question {
  readonly kind: 'contents' | 'info';
  readonly resolve: (answer: GitContent | undefined) => void;
  readonly reject: (error: Error) => void;
}

const nothing = Buffer.alloc(0);

/** Reads objects by name (`main:path`, an oid) through one long-lived `git cat-file`, in the order asked. */
export class ObjectReader {
  readonly #directory: string;
  #child: ChildProcessWithoutNullStreams | undefined;
  #unread: Buffer = nothing;
  #questions: Question[] = [];

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** The object and its bytes; undefined where there is none of that name. */
  read(name: string): Promise<GitContent | undefined> {
    return this.#ask('contents', name);
  }

  /** What the object is and how large, without its bytes. */
  async look(name: string): Promise<GitObject | undefined> {
    return this.#ask('info', name);
  }

  close(): void {
    this.#child?.stdin.end();
    this.#child = undefined;
  }

  #ask(kind: Question['kind'], name: string): Promise<GitContent | undefined> {
    if (!isAskable(name)) return Promise.resolve(undefined);
    const child = this.#started();
    return new Promise((resolve, reject) => {
      this.#questions.push({ kind, resolve, reject });
      child.stdin.write(`${kind} ${name}\n`);
    });
  }

  #started(): ChildProcessWithoutNullStreams {
    if (this.#child) return this.#child;
    const child = spawn('git', ['--git-dir', this.#directory, 'cat-file', '--batch-command'], {
      env: gitEnvironment(),
    });
    child.stdout.on('data', (chunk: Buffer) => this.#take(chunk));
    child.stdin.on('error', () => {});
    child.on('error', (error) => this.#fail(error));
    child.on('close', () => this.#fail(new Error('git cat-file ended (the box needs git 2.38 or later)')));
    this.#child = child;
    return child;
  }

  #fail(error: Error): void {
    this.#child = undefined;
    for (const question of this.#questions.splice(0)) question.reject(error);
  }

  #take(chunk: Buffer): void {
    this.#unread = this.#unread.length === 0 ? chunk : Buffer.concat([this.#unread, chunk]);
    while (this.#questions.length > 0 && this.#answerNext());
  }

  /** Answers the oldest question if its whole answer has come. */
  #answerNext(): boolean {
    const end = this.#unread.indexOf(0x0a);
    const question = this.#questions[0];
    if (end < 0 || !question) return false;
    const header = /^([0-9a-f]{40,64}) (blob|tree|commit|tag) (\d+)$/.exec(
      this.#unread.toString('utf8', 0, end),
    );
    const size = Number(header?.[3] ?? 0);
    const bytes = header && question.kind === 'contents' ? size + 1 : 0;
    if (this.#unread.length < end + 1 + bytes) return false;
    const content = Buffer.from(this.#unread.subarray(end + 1, end + 1 + Math.max(0, bytes - 1)));
    this.#unread = this.#unread.subarray(end + 1 + bytes);
    this.#questions.shift();
    const type = header?.[2] as GitObject['type'] | undefined;
    question.resolve(header?.[1] && type ? { oid: header[1], type, size, content } : undefined);
    return true;
  }
}

/** Git ends at a path that is relative to a folder, for a bare repository has none. */
function isAskable(name: string): boolean {
  return name !== '' && !/[\n\0]/.test(name) && !/:\.{1,2}(\/|$)/.test(name);
}
