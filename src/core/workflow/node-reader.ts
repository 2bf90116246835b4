import type { ObjectReader } from '@actions/workflow-parser/templates/object-reader';
import {
  BooleanToken,
  type LiteralToken,
  MappingToken,
  NullToken,
  NumberToken,
  SequenceToken,
  StringToken,
} from '@actions/workflow-parser/templates/tokens/index';
import type { TokenRange } from '@actions/workflow-parser/templates/tokens/token-range';
import type { MappingNode, ScalarNode, SequenceNode, ValueNode } from './model.ts';

const origin = { line: 1, column: 0 };

/** What a node is to the collection that it stands in; the root is a value. */
export type Role = 'key' | 'value' | 'item';

/**
 * What a token of GitHub's parser carries as its range: the node itself. The range begins at 0, so that the part of a
 * scalar to which GitHub's parser narrows it is counted in the scalar's own characters.
 */
export class NodeRange implements TokenRange {
  readonly start = origin;
  readonly end = origin;
  readonly node: ValueNode;
  /** The key under which the node stands, where it stands in a mapping. */
  readonly key: ScalarNode | undefined;
  /** The keys that lead to the node. */
  readonly path: readonly string[];
  readonly role: Role;

  constructor(node: ValueNode, { key, path, role }: Pick<NodeRange, 'key' | 'path' | 'role'>) {
    this.node = node;
    this.key = key;
    this.path = path;
    this.role = role;
  }
}

interface Frame {
  readonly node: MappingNode | SequenceNode;
  readonly path: readonly string[];
  /** Counts keys and values of a mapping, items of a sequence. */
  next: number;
}

/** Hands our nodes to GitHub's template reader, as its own reader would hand it a YAML file. */
export class NodeReader implements ObjectReader {
  readonly #frames: Frame[] = [];
  #current: ValueNode | undefined;
  #key: ScalarNode | undefined;

  constructor(root: ValueNode | undefined) {
    this.#current = root;
  }

  allowLiteral(): LiteralToken | undefined {
    const node = this.#current;
    if (node?.kind !== 'scalar') return undefined;
    const token = literal(node, this.#range(node));
    this.#next();
    return token;
  }

  allowSequenceStart(): SequenceToken | undefined {
    const node = this.#current;
    if (node?.kind !== 'sequence') return undefined;
    const token = new SequenceToken(undefined, this.#range(node), undefined);
    this.#enter(node);
    return token;
  }

  allowMappingStart(): MappingToken | undefined {
    const node = this.#current;
    if (node?.kind !== 'mapping') return undefined;
    const token = new MappingToken(undefined, this.#range(node), undefined);
    this.#enter(node);
    return token;
  }

  allowSequenceEnd(): boolean {
    return this.#leave('sequence');
  }

  allowMappingEnd(): boolean {
    return this.#leave('mapping');
  }

  validateStart(): void {}

  validateEnd(): void {}

  #range(node: ValueNode): NodeRange {
    return new NodeRange(node, { key: this.#key, path: this.#path(), role: this.#role() });
  }

  #role(): Role {
    const frame = this.#frames.at(-1);
    if (frame === undefined || this.#key !== undefined) return 'value';
    return frame.node.kind === 'sequence' ? 'item' : 'key';
  }

  #path(): readonly string[] {
    const path = this.#frames.at(-1)?.path ?? [];
    return this.#key === undefined ? path : [...path, this.#key.text];
  }

  #enter(node: MappingNode | SequenceNode): void {
    this.#frames.push({ node, path: this.#path(), next: 0 });
    this.#next();
  }

  #leave(kind: 'mapping' | 'sequence'): boolean {
    if (this.#current !== undefined || this.#frames.at(-1)?.node.kind !== kind) return false;
    this.#frames.pop();
    this.#next();
    return true;
  }

  /** Undefined at the end of a collection. */
  #next(): void {
    const frame = this.#frames.at(-1);
    if (frame === undefined) {
      this.#current = undefined;
      return;
    }
    const { node, next } = frame;
    frame.next += 1;
    if (node.kind === 'sequence') {
      this.#key = undefined;
      this.#current = node.items[next];
      return;
    }
    const entry = node.entries[next >> 1];
    this.#key = next % 2 === 0 ? undefined : entry?.key;
    this.#current = next % 2 === 0 ? entry?.key : entry?.value;
  }
}

function literal(node: ScalarNode, range: NodeRange): LiteralToken {
  const { value } = node;
  if (typeof value === 'string') return new StringToken(undefined, range, value, undefined);
  if (typeof value === 'number') return new NumberToken(undefined, range, value, undefined);
  if (typeof value === 'boolean') return new BooleanToken(undefined, range, value, undefined);
  return new NullToken(undefined, range, undefined);
}
