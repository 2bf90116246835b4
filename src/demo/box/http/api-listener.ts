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
import { ApiError } from './api-error.ts';
import type { Faults } from './fault.ts';
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
  const does = parts.faults.next(asked.endpoint);
  if (does === 'reset') {
    request.socket.destroy();
    return;
  }
  if (typeof does === 'object' && 'delay' in does) await wait(does.delay);
  const struck = typeof does === 'object' && 'status' in does ? does : undefined;
  const { answer, caller } = struck
    ? {
        answer: refusalOf(
          new ApiError(struck.status, struck.message ?? 'Server Error', { headers: { ...struck.headers } }),
        ),
        caller: 'anonymous' as const,
      }
    : await answerAsked(state, parts, { request, asked });
  const { endpoint, url } = asked;
  const method = request.method ?? 'GET';
  state.requests.push({
    at: state.now(),
    method,
    path: url.pathname,
    endpoint,
    caller,
    status: answer.status,
  });
  if (does === 'lose-answer') request.socket.destroy();
  else writeAnswer(request, response, answer);
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
  { request, asked }: { readonly request: IncomingMessage; readonly asked: Asked },
): Promise<{ answer: HttpAnswer; caller: Caller['kind'] }> {
  let caller: Caller = { kind: 'anonymous' };
  try {
    const body = await readBody(request);
    caller = await identifyCaller(state, request.headers.authorization);
    const { url, match } = asked;
    if (url.pathname === graphqlPath) {
      const data = await answerGraphql(state, caller, body);
      return {
        answer: withLimit(state, caller, 'graphql', { status: 200, body: data }),
        caller: caller.kind,
      };
    }
    if (asked.endpoint !== 'GET /rate_limit') state.limits.spend('core', caller, 1);
    const accept = request.headers.accept ?? '';
    const answer = await answerRest(state, parts.description, { match, caller, body, url, accept });
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
  return { ...answer, headers: { ...limitHeaders(state.limits.left(resource, caller)), ...answer.headers } };
}
