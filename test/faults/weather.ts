import type { Misbehaviour, Weather } from '../../src/demo/box/http/fault.ts';
import {
  errorPage,
  graphqlLimit,
  graphqlTimeout,
  primaryLimit,
  secondaryLimit,
  serverError,
} from '../../src/demo/box/http/refusals.ts';
import type { Chance } from './chance.ts';

/** How likely a request is to be struck. */
const risk = 0.12;

type Kinds = readonly (readonly [weight: number, kind: string])[];

const broken: Kinds = [
  [3, '502'],
  [1, '503 page'],
  [3, 'reset'],
  [0.3, 'no answer'],
  [1, 'secondary limit'],
  [0.5, 'primary limit'],
];
const ofReads: Kinds = [...broken, [3, 'stale'], [2, 'cut'], [1, 'late']];
const ofQueries: Kinds = [...ofReads, [0.5, 'limit in GraphQL'], [1, 'timeout in GraphQL']];
const ofWrites: Kinds = [...broken, [5, 'answer lost'], [2, 'cut'], [4, 'late']];

/** What happened how often. */
export type Tally = Map<string, number>;

/** GitHub's weather by chance: each request of a kind and place draws anew. */
export function drawWeather(chance: Chance, tally: Tally): Weather {
  const asked = new Map<string, number>();
  return ({ endpoint = '', path }) => {
    const place = `${endpoint} ${path}`;
    const nth = asked.get(place) ?? 0;
    asked.set(place, nth + 1);
    const key = `${place} ${nth}`;
    if (chance.draw(`risk ${key}`) >= risk) return undefined;
    const kind = chance.weighed(`fault ${key}`, kindsFor(endpoint));
    tally.set(kind, (tally.get(kind) ?? 0) + 1);
    return misbehaviour(kind, chance.draw(`much ${key}`));
  };
}

function kindsFor(endpoint: string): Kinds {
  if (endpoint === 'POST /graphql') return ofQueries;
  return endpoint.startsWith('GET ') || endpoint.endsWith('/access_tokens') ? ofReads : ofWrites;
}

function misbehaviour(kind: string, much: number): Misbehaviour {
  const soon = new Date(Date.now() + 1000 + much * 4000);
  switch (kind) {
    case '502':
      return serverError(502);
    case '503 page':
      return errorPage(503);
    case 'reset':
      return 'reset';
    case 'no answer':
      return 'hang';
    case 'secondary limit':
      return secondaryLimit(1 + Math.floor(much * 4));
    case 'primary limit':
      return primaryLimit(soon);
    case 'limit in GraphQL':
      return graphqlLimit(soon);
    case 'timeout in GraphQL':
      return graphqlTimeout();
    case 'answer lost':
      return 'lose-answer';
    case 'cut':
      return 'cut-answer';
    case 'stale':
      return { lag: 500 + much * 4500 };
    default:
      // GitHub ends a request of its own after 10 s.
      return { delay: 200 + much * 5000 };
  }
}
