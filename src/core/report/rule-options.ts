import { z } from 'zod';
import type { Rule } from '../rules/rule.ts';

/** An option of a rule, as people read about it. */
export interface RuleOption {
  readonly name: string;
  /** The values that it takes: `self-hosted` or `everywhere`; a list of text. */
  readonly values: string;
  /** As it stands in a policy. */
  readonly default: string;
  readonly description: string;
}

interface OptionSchema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly items?: OptionSchema;
  readonly default?: unknown;
  readonly description?: string;
}

/** The options of a rule, from its schema. */
export function ruleOptions(rule: Rule): RuleOption[] {
  const schema = z.toJSONSchema(rule.options, { io: 'input' });
  const properties = (schema.properties ?? {}) as Readonly<Record<string, OptionSchema>>;
  return Object.entries(properties).map(([name, option]) => ({
    name,
    values: valuesOf(option),
    default: option.default === undefined ? '' : JSON.stringify(option.default),
    description: option.description ?? '',
  }));
}

function valuesOf({ type, enum: choices, items }: OptionSchema): string {
  if (choices !== undefined) return oneOf(choices.map((choice) => `\`${String(choice)}\``));
  if (type === 'array') return `a list of ${items === undefined ? 'values' : valuesOf(items)}`;
  return type === 'string' ? 'text' : (type ?? 'any value');
}

/** `a, b or c`. */
function oneOf(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`;
}
