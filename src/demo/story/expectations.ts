import type { CheckRun } from '../box/store/check.ts';
import type { Narrator } from './narrator.ts';

/** A finding that the audit must report: at the first line of the file that has the text. */
export interface ExpectedFinding {
  readonly rule: string;
  readonly path: string;
  readonly at: string;
}

/** Holds what happened against what should, and remembers what is not as it should be. */
export class Expectations {
  readonly #narrator: Narrator;
  readonly faults: string[] = [];

  constructor(narrator: Narrator) {
    this.#narrator = narrator;
  }

  /** Says whether something is as it should be. */
  expect(words: string, holds: boolean): void {
    if (holds) this.#narrator.good(words);
    else {
      this.#narrator.bad(words);
      this.faults.push(words);
    }
  }

  /** Expects these findings among a check run's annotations, each at its line, and of their rules no others. */
  expectFindings(
    run: CheckRun,
    files: Readonly<Record<string, string>>,
    expected: readonly ExpectedFinding[],
  ): void {
    const rules = new Set(expected.map((one) => one.rule));
    const wanted = expected.map(({ rule, path, at }) => `${path}:${lineOf(files[path], at)} ${rule}`);
    const found = run.annotations
      .filter((one) => rules.has(one.title ?? ''))
      .map((one) => `${one.path}:${one.start_line} ${one.title}`);
    for (const one of wanted) this.expect(`found: ${one}`, found.includes(one));
    for (const one of found.filter((other) => !wanted.includes(other)))
      this.expect(`not asked for: ${one}`, false);
  }
}

function lineOf(text: string | undefined, part: string): number {
  const index = text?.split('\n').findIndex((line) => line.includes(part)) ?? -1;
  return index + 1;
}
