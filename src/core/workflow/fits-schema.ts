import { ExpressionFit } from './expression-fit.ts';
import { interpolations } from './interpolation.ts';
import type { MappingNode, ScalarNode, ValueNode } from './model.ts';
import type { AllowedExpressions, MappingShape, Shape } from './schema-shape.ts';
import { workflowShape } from './workflow-shape.ts';

/**
 * Whether a workflow certainly fits GitHub's schema, expressions included. This is the quick way for the files that
 * are right, by the same schema; `false` means only that GitHub's own reader must look, which also has the words.
 */
export function fitsSchema(root: ValueNode): boolean {
  return new Fit().value(root, workflowShape);
}

class Fit {
  readonly #fit = new ExpressionFit();

  value(node: ValueNode, shape: Shape): boolean {
    if (node.kind === 'scalar') return this.#scalar(node, shape);
    if (node.kind === 'mapping') return this.#mapping(node, shape.mappings);
    const { item } = shape;
    if (item === undefined) return false;
    for (const value of node.items) if (!this.value(value, item)) return false;
    return true;
  }

  #scalar({ value, text }: ScalarNode, shape: Shape): boolean {
    if (typeof value === 'string') {
      return text.includes('${{') ? this.#expressions(text, shape.expressions) : takesText(text, shape);
    }
    if (value === null ? shape.null : typeof value === 'boolean' ? shape.boolean : shape.number) return true;
    return takesText(text, shape);
  }

  /** Each key belongs to some of the mappings that are still possible; at the end there must be one left. */
  #mapping({ entries }: MappingNode, candidates: readonly MappingShape[]): boolean {
    const [first] = candidates;
    if (first === undefined) return false;
    let possible = candidates;
    const names = new Set<string>();
    for (const { key, value } of entries) {
      const name = key.text;
      if (name === '' || name.includes('${{') || names.has(name.toUpperCase())) return false;
      names.add(name.toUpperCase());
      const having =
        possible.length === 1 ? possible : possible.filter(({ properties }) => properties.has(name));
      const shape = having.at(-1)?.properties.get(name);
      if (shape !== undefined) {
        possible = having;
        if (!this.value(value, shape)) return false;
      } else {
        const { loose } = first;
        if (loose === undefined || !this.#scalar(key, loose.key) || !this.value(value, loose.value))
          return false;
      }
    }
    const [only] = possible;
    return (
      possible.length === 1 &&
      only !== undefined &&
      only.required.every((name) => names.has(name.toUpperCase()))
    );
  }

  #expressions(text: string, allowed: AllowedExpressions | undefined): boolean {
    if (allowed === undefined) return false;
    const parts = interpolations(text);
    // An open `${{`, or an expression that may turn out to be plain text: GitHub's reader knows.
    if (parts.length === 0 || text.indexOf('${{', parts.at(-1)?.end) !== -1) return false;
    return parts.every(
      ({ source }) => isOrdinary(source) && this.#fit.faultOf(source, allowed) === undefined,
    );
  }
}

function takesText(text: string, { string }: Shape): boolean {
  if (string === 'any') return true;
  return string === 'non-empty' ? text !== '' : string.has(text);
}

/** `insert` is a directive, and a lone text in quotes is no expression but that text. */
function isOrdinary(source: string): boolean {
  return !/^\s*(?:$|insert|')/.test(source);
}
