import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

/** Tells what happens, in the terminal; with colour only where it is one. */
export class Narrator {
  readonly #out: NodeJS.WriteStream;

  constructor(out: NodeJS.WriteStream = process.stdout) {
    this.#out = out;
  }

  /** Begins a part of the story. */
  chapter(words: string): void {
    this.#write(`\n${this.#styled('bold', words)}`);
  }

  /** One line of what happened. */
  say(words: string): void {
    this.#write(`  ${words}`);
  }

  /** What somebody wrote, as it is, indented. */
  quote(text: string): void {
    for (const line of text.trimEnd().split('\n')) this.#write(`    ${this.#styled('dim', '│')} ${line}`);
  }

  good(words: string): void {
    this.say(`${this.#styled('green', '✓')} ${words}`);
  }

  bad(words: string): void {
    this.say(`${this.#styled('red', '✗')} ${words}`);
  }

  /** The headline of a check run. */
  headline(conclusion: string | null, words: string): void {
    const colour = conclusion === 'success' ? 'green' : conclusion === 'failure' ? 'red' : 'yellow';
    this.say(`${this.#styled(colour, '●')} ${this.#styled('bold', words)}`);
  }

  link(address: string): string {
    return this.#styled('cyan', address);
  }

  /** Does what takes a while, with a word about it at once, and again every few seconds. */
  async during<Result>(words: string, work: Promise<Result>): Promise<Result> {
    const begun = performance.now();
    const seconds = () => `${((performance.now() - begun) / 1000).toFixed(1)} s`;
    this.say(`${words} …`);
    const timer = setInterval(() => this.say(this.#styled('dim', `… still at it (${seconds()})`)), 5000);
    try {
      const result = await work;
      this.say(this.#styled('dim', `… done in ${seconds()}`));
      return result;
    } finally {
      clearInterval(timer);
    }
  }

  #styled(style: Style, words: string): string {
    return styleText(style, words, { stream: this.#out });
  }

  #write(line: string): void {
    this.#out.write(`${line}\n`);
  }
}
