/** A way in which GitHub, or the network before it, misbehaves. */
export interface Fault {
  /** The endpoint as GitHub names it (`POST /repos/{owner}/{repo}/check-runs`, `POST /graphql`); every one if not given. */
  readonly endpoint?: string;
  /** How many requests it strikes. */
  readonly times: number;
  readonly does: /** An answer in place of GitHub's; the request is not carried out. */
    | {
        readonly status: number;
        readonly message?: string;
        readonly headers?: Readonly<Record<string, string>>;
      }
    /** The connection breaks: before the request is carried out, or after, so that only the answer is lost. */
    | 'reset'
    | 'lose-answer'
    /** Milliseconds until it is carried out. */
    | { readonly delay: number };
}

/** The faults that are still to strike, in the order in which they were ordered. */
export class Faults {
  #waiting: { fault: Fault; left: number }[] = [];

  add(fault: Fault): void {
    this.#waiting.push({ fault, left: fault.times });
  }

  /** The fault that strikes a request now. */
  next(endpoint: string | undefined): Fault['does'] | undefined {
    const found = this.#waiting.find(
      ({ fault }) => fault.endpoint === undefined || fault.endpoint === endpoint,
    );
    if (!found) return undefined;
    found.left -= 1;
    this.#waiting = this.#waiting.filter(({ left }) => left > 0);
    return found.fault.does;
  }
}
