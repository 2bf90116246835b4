import { githubSchema } from './github-schema.ts';
import { compileShape, type Shape } from './schema-shape.ts';

/** What GitHub's schema takes as a workflow file. */
export const workflowShape = compileShape(githubSchema, 'workflow-root-strict');

/** The keys that may stand in the mapping to which these keys lead, whatever else stands there; lists have no key. */
export function knownKeys(path: readonly string[]): readonly string[] {
  const keys = shapesAt(path).flatMap(({ mappings }) =>
    mappings.flatMap(({ properties }) => [...properties.keys()]),
  );
  return [...new Set(keys)];
}

/** The texts that may stand at the end of these keys, or in the list there, where only some may. */
export function knownValues(path: readonly string[]): readonly string[] {
  return shapesAt(path).flatMap(({ string }) => (typeof string === 'string' ? [] : [...string]));
}

function shapesAt(path: readonly string[]): readonly Shape[] {
  let shapes: readonly Shape[] = [workflowShape];
  for (const key of path) shapes = withItems(shapes).flatMap((shape) => valuesAt(shape, key));
  return withItems(shapes);
}

function valuesAt({ mappings }: Shape, key: string): readonly Shape[] {
  return mappings.flatMap(({ properties, loose }) => properties.get(key) ?? loose?.value ?? []);
}

function withItems(shapes: readonly Shape[]): readonly Shape[] {
  return shapes.flatMap((shape) => (shape.item === undefined ? [shape] : [shape, shape.item]));
}
