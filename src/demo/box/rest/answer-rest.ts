import { ApiError, notFound, unprocessable } from '../http/api-error.ts';
import type { GitHubDescription } from '../openapi/description.ts';
import type { BoxState } from '../store/box-state.ts';
import type { Caller } from '../store/caller.ts';
import type { Json } from '../store/json.ts';
import type { Answer } from './call.ts';
import type { Match } from './match-endpoint.ts';
import { routes } from './routes.ts';

/** A REST request, read. */
export interface RestRequest {
  readonly match: Match | undefined;
  readonly caller: Caller;
  readonly body: Json;
  readonly url: URL;
  readonly accept: string;
  /** Asked of a replica that knows nothing that happened since. */
  readonly asOf?: Date | undefined;
}

/** Answers a REST request; what goes in and out is checked against GitHub's description. */
export async function answerRest(
  state: BoxState,
  description: GitHubDescription,
  request: RestRequest,
): Promise<Answer> {
  const { match, caller, body, url, accept, asOf } = request;
  if (!match) throw notFound();
  const { endpoint } = match;
  const query = Object.fromEntries(url.searchParams);
  const { values: params, wrong } = description.readParameters(endpoint, { path: match.params, query });
  if (wrong) throw unprocessable(`Invalid request.\n\n${wrong}`);
  const wrongBody = description.wrongBody(endpoint, body);
  // GitHub says 404 or 403 before it looks into a body, so what is wrong with it is held back until then.
  const checked: Json = wrongBody ? refusing(wrongBody) : body;
  const answer = await routes[endpoint]({ state, caller, params, body: checked, accept, url, asOf });
  const fault = Buffer.isBuffer(answer.body)
    ? undefined
    : description.wrongAnswer(endpoint, answer.status, answer.body);
  if (fault)
    throw new ApiError(500, `The GitHub in a box answered ${endpoint} as GitHub would not: ${fault}`);
  return answer;
}

/** A body that throws GitHub's refusal as soon as somebody reads it. */
function refusing(wrong: string): Json {
  const refuse = () => {
    throw unprocessable(`Invalid request.\n\n${wrong}`);
  };
  return new Proxy({}, { get: refuse, ownKeys: refuse, has: refuse });
}
