import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Span } from '../source/source-text.ts';
import type { Entry, MappingNode, ScalarNode, SequenceNode, ValueNode, WorkflowProblem } from './model.ts';
import { Scalar } from './scalar.ts';
import { yamlLimits } from './yaml-limits.ts';

/** A node and how it counts against GitHub's limits, aliases within it replaced by what they stand for. */
interface Counted<N extends ValueNode = ValueNode> {
  readonly node: N;
  readonly nodes: number;
  readonly depth: number;
}

const styles: Readonly<Record<string, ScalarNode['style']>> = {
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'literal',
  BLOCK_FOLDED: 'folded',
};
/** The tags that GitHub takes on scalars (actions/runner, YamlObjectReader.cs). */
const knownTags = new Set(['str', 'bool', 'float', 'int', 'null'].map((name) => `tag:yaml.org,2002:${name}`));

/**
 * Turns YAML nodes into ours, in the file's order. Aliases become the node they stand for; where that would exceed
 * GitHub's limits, or never end, a null stands in its place and a problem is told.
 */
export class ValueNodes {
  readonly problems: WorkflowProblem[] = [];
  readonly #fileText: string;
  /** `undefined` while the anchored node is being read: an alias to it would never end. */
  readonly #anchors = new Map<string, Counted | undefined>();
  #nodes = 0;
  #depth = 0;

  constructor(fileText: string) {
    this.#fileText = fileText;
  }

  /** Reads the root of a document; undefined where there is none. */
  read(root: Node | null): ValueNode | undefined {
    return root === null ? undefined : this.#value(root, 0).node;
  }

  #value(node: unknown, at: number): Counted {
    if (isScalar(node)) return this.#anchored(node.anchor, () => this.#scalar(node, at));
    if (isMap(node)) return this.#anchored(node.anchor, () => this.#nested(node, () => this.#mapping(node)));
    if (isSeq(node)) return this.#anchored(node.anchor, () => this.#nested(node, () => this.#sequence(node)));
    if (isAlias(node)) return this.#alias(node.source, spanOf(node, at));
    return this.#nothing({ start: at, end: at });
  }

  #anchored(anchor: string | undefined, read: () => Counted): Counted {
    if (anchor === undefined) return read();
    this.#anchors.set(anchor, undefined);
    const counted = read();
    this.#anchors.set(anchor, counted);
    return counted;
  }

  #scalar(
    node: { value: unknown; type?: string; tag?: string; range?: unknown },
    at: number,
  ): Counted<ScalarNode> {
    const written = spanOf(node, at);
    if (node.tag !== undefined && !knownTags.has(node.tag)) {
      const start = Math.max(at, this.#fileText.lastIndexOf('!', written.start));
      this.#tell(`Unexpected tag '${node.tag}'`, { start, end: Math.max(start, written.end) });
    }
    this.#count(1, written);
    const style = styles[node.type ?? ''] ?? 'plain';
    const scalar = new Scalar({ fileText: this.#fileText, written, value: primitive(node.value), style });
    return { node: scalar, nodes: 1, depth: 0 };
  }

  #nested(node: YAMLMap | YAMLSeq, read: () => Counted): Counted {
    const span = spanOf(node, 0);
    if (this.#depth >= yamlLimits.depth) {
      this.#tell('Maximum object depth exceeded', { start: span.start, end: span.start + 1 });
      return this.#nothing(span);
    }
    this.#depth += 1;
    const counted = read();
    this.#depth -= 1;
    return counted;
  }

  #mapping(node: YAMLMap): Counted<MappingNode> {
    const span = spanOf(node, 0);
    this.#count(2, span);
    const entries: Entry[] = [];
    let nodes = 2;
    let depth = 0;
    for (const pair of node.items) {
      const key = this.#key(pair, span.start);
      const keySpan = isAlias(pair.key) ? spanOf(pair.key, span.start) : key.node.span;
      const value = this.#value(pair.value, keySpan.end);
      const end = isAlias(pair.value) ? spanOf(pair.value, keySpan.end).end : value.node.span.end;
      entries.push({
        key: key.node,
        value: value.node,
        span: { start: keySpan.start, end: Math.max(keySpan.end, end) },
      });
      nodes += key.nodes + value.nodes;
      depth = Math.max(depth, value.depth);
    }
    const mapping: MappingNode = {
      kind: 'mapping',
      span: collectionSpan(node, span, entries.at(-1)?.span),
      entries,
    };
    return { node: mapping, nodes, depth: depth + 1 };
  }

  #key(pair: Pair, at: number): Counted<ScalarNode> {
    const counted = this.#value(pair.key, at);
    if (counted.node.kind === 'scalar') return { node: counted.node, nodes: counted.nodes, depth: 0 };
    const { span } = counted.node;
    this.#tell('A key must be a scalar, not a sequence or a mapping', span);
    const text = this.#fileText.slice(span.start, span.end);
    return {
      node: new Scalar({ fileText: this.#fileText, written: span, value: text, style: 'plain' }),
      nodes: 1,
      depth: 0,
    };
  }

  #sequence(node: YAMLSeq): Counted<SequenceNode> {
    const span = spanOf(node, 0);
    this.#count(2, span);
    const items: ValueNode[] = [];
    let nodes = 2;
    let depth = 0;
    let lastEnd = span.start;
    for (const item of node.items) {
      const value = this.#value(item, lastEnd);
      items.push(value.node);
      nodes += value.nodes;
      depth = Math.max(depth, value.depth);
      lastEnd = isAlias(item) ? spanOf(item, lastEnd).end : Math.max(lastEnd, value.node.span.end);
    }
    const sequence: SequenceNode = {
      kind: 'sequence',
      span: collectionSpan(node, span, { start: span.start, end: lastEnd }),
      items,
    };
    return { node: sequence, nodes, depth: depth + 1 };
  }

  #alias(name: string, span: Span): Counted {
    const target = this.#anchors.get(name);
    if (target === undefined) {
      const inItself = this.#anchors.has(name);
      this.#tell(
        inItself ? `The alias '*${name}' stands within what it refers to` : `Unknown anchor '${name}'`,
        span,
      );
      return this.#nothing(span);
    }
    if (!this.#count(target.nodes, span)) return this.#nothing(span);
    if (this.#depth + target.depth > yamlLimits.depth) {
      this.#tell('Maximum object depth exceeded', span);
      return this.#nothing(span);
    }
    return target;
  }

  #count(nodes: number, span: Span): boolean {
    const before = this.#nodes;
    this.#nodes += nodes;
    if (this.#nodes <= yamlLimits.nodes) return true;
    if (before <= yamlLimits.nodes)
      this.#tell('Maximum YAML nodes exceeded', { start: span.start, end: span.start + 1 });
    return false;
  }

  #nothing(written: Span): Counted<ScalarNode> {
    const scalar = new Scalar({ fileText: this.#fileText, written, value: null, style: 'plain' });
    return { node: scalar, nodes: 1, depth: 0 };
  }

  #tell(message: string, span: Span): void {
    if (this.problems.length < yamlLimits.problems) this.problems.push({ kind: 'yaml', message, span });
  }
}

/** A block collection's range reaches over the comments and blank lines after it: it ends with its last item. */
function collectionSpan(node: YAMLMap | YAMLSeq, span: Span, last: Span | undefined): Span {
  if (node.flow === true || last === undefined) return span;
  return { start: span.start, end: Math.max(span.start, last.end) };
}

function spanOf(node: { range?: unknown }, at: number): Span {
  const range = node.range;
  if (!Array.isArray(range)) return { start: at, end: at };
  const [start, end] = range as [number, number];
  return { start, end: Math.max(start, end) };
}

/** Only under `%YAML 1.1` and with tags of other schemas may a value be anything else. */
function primitive(value: unknown): ScalarNode['value'] {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return value === null || value === undefined ? null : String(value);
}
