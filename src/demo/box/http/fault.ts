/** A way in which GitHub, or the network before it, misbehaves. */
export type Misbehaviour =
  /** An answer in place of GitHub's; the request is not carried out. A `body` is sent as it is, text as a page. */
  | {
      readonly status: number;
      readonly message?: string;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: object | string;
    }
  /** The connection breaks before the request is carried out. */
  | 'reset'
  /** The request is carried out, and its answer lost: wholly, or from the middle on. */
  | 'lose-answer'
  | 'cut-answer'
  /** No answer ever comes, and nothing is carried out. */
  | 'hang'
  /** Milliseconds until it is carried out, also where nobody waits for the answer any more. */
  | { readonly delay: number }
  /** It is answered by a replica that does not know yet what happened in the last so many milliseconds. */
  | { readonly lag: number }
  /** Called when it is carried out, before the answer goes out. */
  | { readonly carriedOut: () => Promise<void> };

/** A misbehaviour that strikes some requests. */
export interface Fault {
  /** The endpoint as GitHub names it (`POST /repos/{owner}/{repo}/check-runs`, `POST /graphql`); every one if not given. */
  readonly endpoint?: string;
  /** How many requests it strikes. */
  readonly times: number;
  readonly does: Misbehaviour;
}

/** A request that may be struck. */
export interface StruckRequest {
  readonly endpoint: string | undefined;
  /** Without the query. */
  readonly path: string;
}

/** Says how a request is answered otherwise than it should be; undefined: not at all. */
export type Weather = (request: StruckRequest) => Misbehaviour | undefined;

/** The faults that are still to strike, in the order in which they were ordered, and the weather for all others. */
export class Faults {
  #waiting: { fault: Fault; left: number }[] = [];
  weather: Weather = () => undefined;

  add(fault: Fault): void {
    this.#waiting.push({ fault, left: fault.times });
  }

  /** What strikes a request now. */
  next(request: StruckRequest): Misbehaviour | undefined {
    const found = this.#waiting.find(
      ({ fault }) => fault.endpoint === undefined || fault.endpoint === request.endpoint,
    );
    if (!found) return this.weather(request);
    found.left -= 1;
    this.#waiting = this.#waiting.filter(({ left }) => left > 0);
    return found.fault.does;
  }
}
