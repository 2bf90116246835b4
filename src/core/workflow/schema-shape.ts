import type { FunctionInfo } from '@actions/expressions/funcs/info';
import { splitAllowedContext } from '@actions/workflow-parser/templates/allowed-context';
import type { Definition } from '@actions/workflow-parser/templates/schema/definition';
import { DefinitionType } from '@actions/workflow-parser/templates/schema/definition-type';
import { MappingDefinition } from '@actions/workflow-parser/templates/schema/mapping-definition';
import { SequenceDefinition } from '@actions/workflow-parser/templates/schema/sequence-definition';
import { StringDefinition } from '@actions/workflow-parser/templates/schema/string-definition';
import type { TemplateSchema } from '@actions/workflow-parser/templates/schema/template-schema';

/** What GitHub's schema takes at one place, with what it says in many steps put together. */
export interface Shape {
  /** Undefined where no expression may stand. */
  readonly expressions: AllowedExpressions | undefined;
  readonly null: boolean;
  readonly boolean: boolean;
  readonly number: boolean;
  /** Takes any text, any text that isn't empty, or only certain texts. */
  readonly string: 'any' | 'non-empty' | ReadonlySet<string>;
  readonly item: Shape | undefined;
  readonly mappings: readonly MappingShape[];
}

/** One of the mappings that may stand at a place. */
export interface MappingShape {
  readonly properties: ReadonlyMap<string, Shape>;
  readonly required: readonly string[];
  /** What other keys may be, and their values. */
  readonly loose: { readonly key: Shape; readonly value: Shape } | undefined;
}

/** The contexts (in lower case) and the functions that expressions may use at a place. */
export interface AllowedExpressions {
  readonly contexts: readonly string[];
  readonly functions: readonly FunctionInfo[];
}

/** Puts a schema's definition together with all that it leads to. The result is cyclic where the schema is. */
export function compileShape(schema: TemplateSchema, type: string): Shape {
  return new Compiler(schema).shape(type, []);
}

type Draft = { -readonly [Key in keyof Shape]: Shape[Key] };

class Compiler {
  readonly #schema: TemplateSchema;
  readonly #shapes = new Map<string, Shape>();
  readonly #expressions = new Map<string, AllowedExpressions>();

  constructor(schema: TemplateSchema) {
    this.#schema = schema;
  }

  /** `inherited`: the contexts of what stands around. */
  shape(type: string, inherited: readonly string[]): Shape {
    const definition = this.#schema.getDefinition(type);
    const contexts = withOwn(inherited, definition.readerContext);
    const key = `${type}\n${contexts.join('\n')}`;
    const known = this.#shapes.get(key);
    if (known !== undefined) return known;
    const scalars = this.#schema.getScalarDefinitions(definition);
    const takes = (scalar: DefinitionType) => scalars.some(({ definitionType }) => definitionType === scalar);
    const draft: Draft = {
      expressions: contexts.length === 0 ? undefined : this.#allowed(contexts),
      null: takes(DefinitionType.Null),
      boolean: takes(DefinitionType.Boolean),
      number: takes(DefinitionType.Number),
      string: stringsOf(scalars),
      item: undefined,
      mappings: [],
    };
    this.#shapes.set(key, draft);
    const [sequence] = this.#schema.getDefinitionsOfType(definition, DefinitionType.Sequence);
    if (sequence instanceof SequenceDefinition) draft.item = this.shape(sequence.itemType, contexts);
    draft.mappings = this.#schema
      .getDefinitionsOfType(definition, DefinitionType.Mapping)
      .filter((mapping) => mapping instanceof MappingDefinition)
      .map((mapping) => this.#mapping(mapping, contexts));
    return draft;
  }

  #mapping(
    { properties, looseKeyType, looseValueType }: MappingDefinition,
    contexts: readonly string[],
  ): MappingShape {
    const entries = Object.entries(properties);
    return {
      properties: new Map(entries.map(([name, property]) => [name, this.shape(property.type, contexts)])),
      required: entries.filter(([, property]) => property.required).map(([name]) => name),
      loose: looseKeyType
        ? { key: this.shape(looseKeyType, contexts), value: this.shape(looseValueType, contexts) }
        : undefined,
    };
  }

  #allowed(contexts: readonly string[]): AllowedExpressions {
    const key = contexts.join('\n');
    const known = this.#expressions.get(key);
    if (known !== undefined) return known;
    const { namedContexts, functions } = splitAllowedContext([...contexts]);
    const allowed = { contexts: namedContexts.map((name) => name.toLowerCase()), functions };
    this.#expressions.set(key, allowed);
    return allowed;
  }
}

function withOwn(inherited: readonly string[], own: readonly string[]): readonly string[] {
  const seen = new Set(inherited.map((context) => context.toUpperCase()));
  return [...inherited, ...own.filter((context) => !seen.has(context.toUpperCase()))];
}

/** Texts that are compared without regard to case are left to GitHub's own reader. */
function stringsOf(scalars: readonly Definition[]): Shape['string'] {
  const strings = scalars.filter((scalar) => scalar instanceof StringDefinition);
  if (strings.some(({ constant, requireNonEmpty }) => constant === '' && !requireNonEmpty)) return 'any';
  if (strings.some(({ requireNonEmpty }) => requireNonEmpty)) return 'non-empty';
  return new Set(strings.filter(({ ignoreCase }) => !ignoreCase).map(({ constant }) => constant));
}
