import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { identifyCaller } from '../auth/caller.ts';
import { answerGraphql } from '../graphql/answer-graphql.ts';
import type { GitHubDescription } from '../openapi/description.ts';
import { answerRest } from '../rest/answer-rest.ts';
import { matchEndpoint } from '../rest/match-endpoint.ts';
import { apiPrefix } from '../store/addresses.ts';
import type { BoxState } from '../store/box-state.ts';
import type { Caller } from '../store/caller.ts';
import type { Json } from '../store/json.ts';
import { ApiError } from './api-error.ts';
import type { Faults, Misbehaviour } from './fault.ts';
import { limitHeaders } from './rate-limits.ts';
import { readBody } from './read-request.ts';
import { type HttpAnswer, refusalOf, writeAnswer } from './write-answer.ts';

const graphqlPath = '/api/graphql';

/** What the listener needs besides the state. */
export interface ApiParts {
  readonly description: GitHubDescription;
  readonly faults: Faults;
}

/** Whether a path belongs to GitHub's API, in the layout of GitHub Enterprise Server. */
export function isApiPath(path: string): boolean {
  return path.split('?')[0] === graphqlPath || path.startsWith(`${apiPrefix}/`);
}

/** Answers a request to GitHub's API, and keeps a record of it. */
export async function listenToApi(
  state: BoxState,
  parts: ApiParts,
  exchange: { readonly request: IncomingMessage; readonly response: ServerResponse },
): Promise<void> {
  const { request, response } = exchange;
  const asked = askedFor(state, request);
  const { endpoint, url } = asked;
  const does = parts.faults.next({ endpoint, path: url.pathname });
  if (does === 'hang') return;
  if (does === 'reset') {
    request.socket.destroy();
    return;
  }
  // Read before any wait: whoever asks may be gone after it.
  const body = readBody(request);
  body.catch(() => undefined);
  if (typeof does === 'object' && 'delay' in does) await wait(does.delay);
  const asOf =
    typeof does === 'object' && 'lag' in does ? new Date(state.now().getTime() - does.lag) : undefined;
  const { answer, caller } =
    typeof does === 'object' && 'status' in does
      ? { answer: struckAnswer(does), caller: 'anonymous' as const }
      : await answerAsked(state, parts, { request, asked, body, asOf });
  const method = request.method ?? 'GET';
  state.requests.push({
    at: state.now(),
    method,
    path: url.pathname,
    endpoint,
    caller,
    status: answer.status,
  });
  if (typeof does === 'object' && 'carriedOut' in does) await does.carriedOut();
  if (does === 'lose-answer') request.socket.destroy();
  else writeAnswer(request, response, answer, does === 'cut-answer' ? 'cut' : 'whole');
}

function struckAnswer({
  status,
  message = 'Server Error',
  headers = {},
  body,
}: Extract<Misbehaviour, { readonly status: number }>): HttpAnswer {
  const refusal = refusalOf(new ApiError(status, message, { headers: { ...headers } }));
  return body === undefined ? refusal : { ...refusal, body };
}

/** What a request is for. */
interface Asked {
  readonly url: URL;
  readonly match: ReturnType<typeof matchEndpoint>;
  readonly endpoint: string | undefined;
}

function askedFor(state: BoxState, request: IncomingMessage): Asked {
  const url = new URL(request.url ?? '/', state.origin);
  const method = request.method ?? 'GET';
  if (url.pathname === graphqlPath) return { url, match: undefined, endpoint: `${method} /graphql` };
  const match = matchEndpoint(method, url.pathname.slice(apiPrefix.length));
  return { url, match, endpoint: match?.endpoint };
}

async function answerAsked(
  state: BoxState,
  parts: ApiParts,
  {
    request,
    asked,
    body: reading,
    asOf,
  }: {
    readonly request: IncomingMessage;
    readonly asked: Asked;
    readonly body: Promise<Json>;
    readonly asOf: Date | undefined;
  },
): Promise<{ answer: HttpAnswer; caller: Caller['kind'] }> {
  let caller: Caller = { kind: 'anonymous' };
  try {
    const body = await reading;
    caller = await identifyCaller(state, request.headers.authorization);
    const { url, match } = asked;
    if (url.pathname === graphqlPath) {
      const data = await answerGraphql(state, { caller, body, asOf });
      return {
        answer: withLimit(state, caller, 'graphql', { status: 200, body: data }),
        caller: caller.kind,
      };
    }
    if (asked.endpoint !== 'GET /rate_limit') state.limits.spend('core', caller, 1);
    const accept = request.headers.accept ?? '';
    const answer = await answerRest(state, parts.description, { match, caller, body, url, accept, asOf });
    return { answer: withLimit(state, caller, 'core', answer), caller: caller.kind };
  } catch (error) {
    const refusal =
      error instanceof ApiError ? error : new ApiError(500, `The GitHub in a box failed: ${error}`);
    return { answer: withLimit(state, caller, 'core', refusalOf(refusal)), caller: caller.kind };
  }
}

function withLimit(
  state: BoxState,
  caller: Caller,
  resource: 'core' | 'graphql',
  answer: HttpAnswer,
): HttpAnswer {
  const headers = { date: state.now().toUTCString(), ...limitHeaders(state.limits.left(resource, caller)) };
  return { ...answer, headers: { ...headers, ...answer.headers } };
}
