import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type { Json } from '../store/json.ts';
import type { Endpoint } from './endpoints.ts';
import extract from './github-api.generated.json' with { type: 'json' };

/** What GitHub's description says of one endpoint. */
interface EndpointDescription {
  readonly path: Json;
  readonly query: Json;
  /** Null where no body is asked for. */
  readonly body: Json | null;
  /** By status; null where the answer has no body. */
  readonly answers: Readonly<Record<string, Json | null>>;
}

/** Checks requests, answers and webhooks against GitHub's own OpenAPI description. */
export class GitHubDescription {
  readonly #strict = ajv();
  /** Parameters come as text: GitHub reads numbers out of them. */
  readonly #lenient = ajv('coerce');
  readonly #compiled = new Map<string, ValidateFunction>();
  readonly #endpoints = extract.endpoints as unknown as Record<Endpoint, EndpointDescription>;

  /** What is wrong with a request's body; undefined where nothing is. */
  wrongBody(endpoint: Endpoint, body: unknown): string | undefined {
    const schema = this.#endpoints[endpoint].body;
    return schema ? this.#check(`${endpoint} body`, schema, body ?? {}) : undefined;
  }

  /** Reads the parameters of a path and a query as GitHub describes them: numbers become numbers. */
  readParameters(
    endpoint: Endpoint,
    from: { path: Json; query: Json },
  ): { values: Json; wrong: string | undefined } {
    const { path, query } = this.#endpoints[endpoint];
    const values = { path: { ...from.path }, query: { ...from.query } };
    const wrong =
      this.#check(`${endpoint} path`, path, values.path, this.#lenient) ??
      this.#check(`${endpoint} query`, query, values.query, this.#lenient);
    return { values: { ...values.query, ...values.path }, wrong };
  }

  /** What is wrong with an answer of the box itself. */
  wrongAnswer(endpoint: Endpoint, status: number, body: unknown): string | undefined {
    const { answers } = this.#endpoints[endpoint];
    if (!(status in answers)) return `GitHub does not answer ${endpoint} with ${status}`;
    const schema = answers[status];
    return schema ? this.#check(`${endpoint} ${status}`, schema, body) : undefined;
  }

  /** What is wrong with a webhook's payload; `name` is the event and its action, joined with hyphens. */
  wrongPayload(name: string, payload: unknown): string | undefined {
    const schema = (extract.webhooks as Record<string, Json>)[name];
    if (!schema) return `the box has no description of the webhook ${name}`;
    return this.#check(`webhook ${name}`, schema, payload);
  }

  #check(key: string, schema: Json, value: unknown, by = this.#strict): string | undefined {
    const validate = this.#compiled.get(key) ?? by.compile(schema);
    this.#compiled.set(key, validate);
    return validate(value) ? undefined : wordsOf(validate.errors?.[0]);
  }
}

function ajv(coerce?: 'coerce'): Ajv {
  const one = new Ajv({ strict: false, logger: false, coerceTypes: coerce !== undefined });
  addFormats.default(one);
  one.addSchema({ $id: 'github-api', definitions: extract.definitions });
  return one;
}

/** The first thing that is wrong, in the words that GitHub's API uses for it. */
function wordsOf(error: ErrorObject | undefined): string {
  if (!error) return 'unknown';
  const at = error.instancePath.replaceAll('/', '.').slice(1);
  const { limit, missingProperty } = error.params;
  if (error.keyword === 'maxItems') return `No more than ${limit} items are allowed${at && ` in ${at}`}.`;
  if (error.keyword === 'maxLength') return `Only ${limit} characters are allowed${at && ` in ${at}`}.`;
  if (error.keyword === 'required') return `"${missingProperty}" wasn't supplied${at && ` in ${at}`}.`;
  return `For '${at}', ${error.message ?? error.keyword}.`;
}
