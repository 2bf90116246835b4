// Writes the extract of GitHub's OpenAPI description that the GitHub in a box checks requests and answers against:
// the endpoints and webhooks listed in src/demo/box/openapi/endpoints.ts. The package is 385 MB unpacked, so only
// the one file is taken out of it, and it is no dependency. Run it by hand after a change of the list:
//   node scripts/generate-github-api.ts
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endpoints, source, webhooks } from '../src/demo/box/openapi/endpoints.ts';

type Json = { [name: string]: unknown };

// What a schema says to people, not to a validator.
const words = new Set([
  'description',
  'example',
  'examples',
  'title',
  'externalDocs',
  'default',
  'deprecated',
  'summary',
]);
const target = new URL('../src/demo/box/openapi/github-api.generated.json', import.meta.url);
const description = fetchDescription();
const components = description.components as Record<string, Record<string, Json>>;
const definitions: Json = {};

const extract = {
  source,
  endpoints: Object.fromEntries(endpoints.map((name) => [name, endpoint(name)])),
  webhooks: Object.fromEntries(webhooks.map((name) => [name, webhook(name)])),
  definitions,
};
writeFileSync(target, oneLineAnEntry(extract));

function fetchDescription(): Json {
  const directory = mkdtempSync(join(tmpdir(), 'github-api-'));
  try {
    const name = `${source.package}@${source.version}`;
    const packed = execFileSync('npm', ['pack', '--silent', '--pack-destination', directory, name], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    execFileSync('tar', ['-xzf', packed.trim(), `package/${source.file}`], { cwd: directory });
    return JSON.parse(readFileSync(join(directory, 'package', source.file), 'utf8'));
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function endpoint(name: string): Json {
  const [method = '', path = ''] = name.split(' ');
  const operation = operationAt(description.paths, path, method.toLowerCase());
  const parameters = ((operation.parameters ?? []) as Json[]).map(followed);
  const parametersIn = (where: string) => {
    const some = parameters.filter((one) => one.in === where);
    const required = some.filter((one) => one.required === true).map((one) => one.name);
    const properties = Object.fromEntries(some.map((one) => [one.name, parameterSchema(one)]));
    return { type: 'object', properties, ...(required.length > 0 ? { required } : {}) };
  };
  const answers = Object.entries(operation.responses as Record<string, Json>)
    .filter(([status]) => status.startsWith('2'))
    .map(([status, answer]) => [status, bodySchema(followed(answer))]);
  return {
    path: parametersIn('path'),
    query: parametersIn('query'),
    body: bodySchema((operation.requestBody ?? {}) as Json),
    answers: Object.fromEntries(answers),
  };
}

/** `created` is said to be a date, and takes a range of dates in the syntax of a search (`<2025-10-10`). */
function parameterSchema({ name, schema: own = {} }: Json): unknown {
  const { format, ...range } = own as Json;
  return schema(name === 'created' ? range : own);
}

function webhook(name: string): unknown {
  const operation = operationAt(description['x-webhooks'], name, 'post');
  return bodySchema(operation.requestBody as Json);
}

function operationAt(paths: unknown, path: string, method: string): Json {
  const operation = (paths as Record<string, Record<string, Json>>)[path]?.[method];
  if (!operation) throw new Error(`GitHub's description ${source.version} has no ${method} ${path}`);
  return operation;
}

function bodySchema(holder: Json): unknown {
  const content = holder.content as Record<string, { schema: unknown }> | undefined;
  const json = content?.['application/json']?.schema;
  return json === undefined ? null : schema(json);
}

/** What a reference to a parameter or an answer stands for. */
function followed(value: Json): Json {
  const [, , kind = '', name = ''] = String(value.$ref ?? '').split('/');
  return components[kind]?.[name] ?? value;
}

/** A schema of OpenAPI 3.0 as JSON Schema: without words, `nullable` spelt out, references to `definitions`. */
function schema(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(schema);
  const { nullable, oneOf, ...rest } = corrected(value as Json);
  const plain =
    typeof rest.$ref === 'string' ? reference(rest.$ref) : keywords({ ...rest, anyOf: rest.anyOf ?? oneOf });
  return nullable === true ? orNull(plain) : plain;
}

/** Where the description is wrong about GitHub. */
function corrected(value: Json): Json {
  const { allOf, ...rest } = value;
  const titles = Array.isArray(allOf) ? allOf.map((one) => one.title) : [];
  // An installation's account is a user or an enterprise; of one endpoint it is said to be both.
  if (titles.join() === 'Simple User,Enterprise') return { ...rest, anyOf: allOf };
  // The lists of events that an App can subscribe to are old: they lack merge_group.
  const { events } = (value.properties ?? {}) as Record<string, Json>;
  if (!events) return value;
  const properties = { ...(value.properties as Json), events: { type: 'array', items: { type: 'string' } } };
  return { ...value, properties };
}

function keywords(value: Json): Json {
  const entries = Object.entries(value)
    .filter(([key, inner]) => inner !== undefined && !words.has(key) && !key.startsWith('x-'))
    .map(([key, inner]) => [
      key,
      key === 'properties' ? each(inner as Json) : key === 'enum' ? inner : schema(inner),
    ]);
  return Object.fromEntries(entries);
}

function each(properties: Json): Json {
  return Object.fromEntries(Object.entries(properties).map(([key, inner]) => [key, schema(inner)]));
}

function reference(pointer: string): Json {
  const name = pointer.slice('#/components/schemas/'.length);
  if (!(name in definitions)) {
    // Entered before it is filled: schemas refer to themselves.
    definitions[name] = {};
    definitions[name] = schema(components.schemas?.[name]);
  }
  return { $ref: `github-api#/definitions/${name}` };
}

function orNull(plain: Json): Json {
  if (typeof plain.type !== 'string') return { anyOf: [plain, { type: 'null' }] };
  const values = plain.enum as unknown[] | undefined;
  const enumeration = values && !values.includes(null) ? { enum: [...values, null] } : {};
  return { ...plain, ...enumeration, type: [plain.type, 'null'] };
}

/** JSON that shows in a diff which endpoint or definition changed. */
function oneLineAnEntry(value: typeof extract): string {
  const section = ([name, entries]: [string, Json]) => {
    const lines = Object.entries(entries)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, entry]) => `${JSON.stringify(key)}: ${JSON.stringify(entry)}`);
    return `${JSON.stringify(name)}: {\n${lines.join(',\n')}\n}`;
  };
  return `{\n${Object.entries(value as Record<string, Json>)
    .map(section)
    .join(',\n')}\n}\n`;
}
