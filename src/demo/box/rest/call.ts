import { demand, type Need, sees } from '../auth/caller.ts';
import { ApiError, notFound } from '../http/api-error.ts';
import type { Installation } from '../store/account.ts';
import { type BoxState, findRepository } from '../store/box-state.ts';
import type { Caller } from '../store/caller.ts';
import type { Json } from '../store/json.ts';
import type { Repository } from '../store/repository.ts';

/** A request to a REST endpoint: its parameters and body are as GitHub describes them. */
export interface Call {
  readonly state: BoxState;
  readonly caller: Caller;
  /** The parameters of path and query; integers are numbers. */
  readonly params: Json;
  readonly body: Json;
  readonly accept: string;
  /** As it was asked, with the query. */
  readonly url: URL;
  /** What happened since is not seen yet; undefined: all is. */
  readonly asOf: Date | undefined;
}

/** A request below `/repos/{owner}/{repo}`, permitted. */
export interface RepositoryCall extends Call {
  readonly repository: Repository;
}

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What answers an endpoint; refuses by throwing an ApiError. */
export type Handler = (call: Call) => Answer | Promise<Answer>;

/** An endpoint that the App asks as itself, with its JWT. */
export function asApp(answer: Handler): Handler {
  return (call) => {
    if (call.caller.kind === 'anonymous') throw new ApiError(401, 'Requires authentication');
    if (call.caller.kind !== 'app') throw new ApiError(401, 'A JSON web token could not be decoded');
    return answer(call);
  };
}

/** An endpoint that an installation asks about itself. */
export function asInstallation(answer: (call: Call, installation: Installation) => Answer): Handler {
  return (call) => {
    if (call.caller.kind !== 'installation') throw new ApiError(401, 'Requires authentication');
    return answer(call, call.caller.token.installation);
  };
}

/** An endpoint below a repository; one of the needs is enough. */
export function inRepository(
  needs: readonly Need[],
  answer: (call: RepositoryCall) => Answer | Promise<Answer>,
): Handler {
  return (call) => {
    const repository = findRepository(call.state, textOf(call, 'owner'), textOf(call, 'repo'));
    if (!repository || !sees(call.caller, repository)) throw notFound();
    demand(call.caller, repository, needs);
    return answer({ ...call, repository });
  };
}

/** Whether something that was created then is seen by this call. */
export function isSeen({ asOf }: Pick<Call, 'asOf'>, createdAt: Date): boolean {
  return asOf === undefined || createdAt <= asOf;
}

/** A parameter that is text; empty where it is not given. */
export function textOf(call: Call, name: string): string {
  const value = call.params[name];
  return typeof value === 'string' ? value : '';
}

/** A parameter that is a number; 0 where it is not given. */
export function numberOf(call: Call, name: string): number {
  const value = call.params[name];
  return typeof value === 'number' ? value : 0;
}

/** The entry that a parameter names, or GitHub's 404. */
export function entryOf<Value>(entries: ReadonlyMap<number, Value>, id: number): Value {
  const entry = entries.get(id);
  if (entry === undefined) throw notFound();
  return entry;
}

/** An answer of 200. */
export function ok(body: unknown): Answer {
  return { status: 200, body };
}
