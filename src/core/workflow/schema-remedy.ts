import { nearestName } from '../policy/nearest-name.ts';
import { contextNames } from './contexts.ts';
import type { ScalarNode, ValueNode } from './model.ts';
import type { Role } from './node-reader.ts';
import { knownKeys, knownValues } from './workflow-shape.ts';

/** Where in a workflow GitHub's reader stumbled. */
export interface Stumble {
  readonly message: string;
  readonly node: ValueNode;
  /** The key of the node, where it is a value. */
  readonly key: ScalarNode | undefined;
  /** The keys that lead to the node, its own included where it is a value. */
  readonly path: readonly string[];
  readonly role: Role;
}

/** What to do about a file that doesn't fit the schema, where that is one of the usual traps. */
export function schemaRemedy(stumble: Stumble): string | undefined {
  const { message } = stumble;
  const [, missing] = /^Required property is missing: (.*)$/.exec(message) ?? [];
  if (missing !== undefined) return missingRemedy(missing);
  if (/^Unexpected value '/.test(message))
    return stumble.role === 'key' ? keyRemedy(stumble) : valueRemedy(stumble);
  if (/is already defined$/.test(message)) {
    return 'Keep one of the two: GitHub compares keys without regard to case.';
  }
  if (/^There's not enough info/.test(message)) {
    return stumble.path.length === 2
      ? 'Give the job `runs-on` and `steps`, or `uses`.'
      : 'Give the step a `run` or a `uses`.';
  }
  if (message === 'A sequence was not expected') {
    return stumble.path.includes('with')
      ? 'Inputs of actions are texts: write the items below `|`, one a line.'
      : 'Write a single value or a mapping here, not a list.';
  }
  if (message === 'A mapping was not expected') {
    return 'Write a value or a list here; a mapping comes from a `key: value` indented below.';
  }
  return expressionRemedy(message);
}

/** What to do about an expression that GitHub can't read, by GitHub's words about it. */
export function expressionRemedy(message: string): string | undefined {
  if (/^The expression is not closed/.test(message))
    return 'Close the expression with `}}`, or write the text without `${{`.';
  const [, symbol] = /^Unexpected symbol: '(.*?)'(?:\.|$)/s.exec(message) ?? [];
  if (symbol?.startsWith('"')) return "Put texts in expressions in single quotes: `'text'`.";
  if (symbol?.startsWith('=')) return 'Compare with `==` or `!=`.';
  if (symbol?.startsWith('#'))
    return 'A `#` within a value of several lines begins no comment: remove that line.';
  if (symbol?.startsWith('${{'))
    return 'Leave the inner braces out: the whole `if` is an expression already.';
  const [, name] = /^Unrecognized named-value: '(.*)'/s.exec(message) ?? [];
  if (name !== undefined) return namedValueRemedy(name);
  const [, called] = /^Unrecognized function: '(.*)'/s.exec(message) ?? [];
  if (called?.toLowerCase() === 'hashfiles')
    return '`hashFiles` works only in steps: files are there once the job runs.';
  return undefined;
}

function namedValueRemedy(name: string): string {
  if (contextNames.some((context) => context === name.toLowerCase())) {
    return `The context \`${name}\` is not there yet at this place: set the value in a job that this one needs, or use what is known earlier (\`github\`, \`inputs\`, \`vars\`).`;
  }
  if (/^[A-Z][A-Z0-9_]*$/.test(name))
    return `Read a variable as \`env.${name}\` or \`vars.${name}\`; a text needs single quotes.`;
  const meant = nearestName(name, contextNames);
  return meant === undefined ? 'A text in an expression needs single quotes.' : `Did you mean \`${meant}\`?`;
}

function missingRemedy(missing: string): string {
  if (missing === 'runs-on') {
    return 'Say where the job runs with `runs-on`, or call a reusable workflow with `uses`. If this is not meant to be a job, look at its indentation.';
  }
  return `Add \`${missing}\`.`;
}

function keyRemedy({ node, path }: Stumble): string | undefined {
  if (node.kind !== 'scalar') return undefined;
  const { text } = node;
  if (path.length === 0 && node.value === true) {
    return 'Write `on:` instead: a tool that reads YAML 1.1 took `on` for a truth value and wrote it back so. Where such tools read the file, write `"on":`.';
  }
  if (text === '<<') return 'GitHub takes anchors and aliases but no merge keys: write the keys out.';
  if (path.length === 0 && text.startsWith('x-')) {
    return 'GitHub takes no keys of your own at the top: put the anchor where the value is used first.';
  }
  if (text === 'run' || text === 'uses') {
    return path.length < 3
      ? 'A job that calls a reusable workflow with `uses` has no `runs-on` and no `steps`: make two jobs of it.'
      : 'A step either runs a script (`run`) or an action (`uses`): make two steps of it.';
  }
  const known = knownKeys(path);
  const meant = nearestName(text, known);
  if (meant !== undefined) return `Did you mean \`${meant}\`?`;
  return known.length === 0 || known.length > 30
    ? 'Remove the key, or look at its indentation.'
    : `Remove the key, or look at its indentation. Known here: ${listed(known)}.`;
}

function valueRemedy({ node, key, path }: Stumble): string | undefined {
  if (node.kind !== 'scalar') return undefined;
  if (node.value === null && key !== undefined) {
    return `Give \`${key.text}\` a value, or remove the key; what belongs to it must be indented below it.`;
  }
  const known = knownValues(path);
  const meant = nearestName(node.text, known);
  if (meant !== undefined) return `Did you mean \`${meant}\`?`;
  return known.length === 0 || known.length > 30 ? undefined : `Known here: ${listed(known)}.`;
}

function listed(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}
