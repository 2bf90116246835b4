import { type Endpoint, endpoints } from '../openapi/endpoints.ts';

/** The endpoint that a request is for, and what stands in the place of its parameters. */
export interface Match {
  readonly endpoint: Endpoint;
  readonly params: Readonly<Record<string, string>>;
}

interface Pattern {
  readonly endpoint: Endpoint;
  readonly method: string;
  readonly path: RegExp;
  readonly literals: number;
}

/** These may hold slashes. */
const wide = new Set(['path', 'ref', 'basehead']);

function patternOf(endpoint: Endpoint): Pattern {
  const [method = '', template = ''] = endpoint.split(' ');
  const path = template.replace(
    /\{(\w+)\}/g,
    (_, name: string) => `(?<${name}>${wide.has(name) ? '.*?' : '[^/]+'})`,
  );
  const literals = template.split('/').filter((part) => part !== '' && !part.startsWith('{')).length;
  return { endpoint, method, path: new RegExp(`^${path}$`), literals };
}

/** The more a template says itself, the earlier it is tried. */
const patterns: readonly Pattern[] = endpoints.map(patternOf).sort((a, b) => b.literals - a.literals);

/** Finds the endpoint for a path below the API's prefix; undefined where GitHub has none that the box serves. */
export function matchEndpoint(method: string, path: string): Match | undefined {
  for (const pattern of patterns) {
    const match = pattern.method === method ? pattern.path.exec(path) : null;
    if (!match) continue;
    const params = Object.entries(match.groups ?? {}).map(([name, value]) => [name, decoded(value)]);
    return { endpoint: pattern.endpoint, params: Object.fromEntries(params) };
  }
  return undefined;
}

/** What is not escaped as it should be names nothing, and is looked for as it is. */
function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
