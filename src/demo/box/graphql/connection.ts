import { githubError } from './errors.ts';
import type { Arguments, Node } from './graph.ts';

const most = 100;

/** A connection over items that are there already; GitHub wants `first` or `last`, and at most 100. */
export function connection<Item>(
  name: string,
  all: { readonly items: readonly Item[]; readonly node: (item: Item) => unknown },
): (args: Arguments) => Node {
  return (args) => {
    const from = positionAfter(args.after, -1);
    const to = positionAfter(args.before, all.items.length);
    const range = all.items.map((item, index) => ({ item, index })).slice(from + 1, to);
    const some = within(name, args, range);
    const cursor = (index: number | undefined) => (index === undefined ? null : cursorOf(index));
    return {
      __typename: `${name}Connection`,
      totalCount: all.items.length,
      nodes: () => some.map(({ item }) => all.node(item)),
      edges: () => some.map(({ item, index }) => ({ cursor: cursorOf(index), node: () => all.node(item) })),
      pageInfo: {
        hasNextPage: (some.at(-1)?.index ?? all.items.length) < all.items.length - 1,
        hasPreviousPage: (some[0]?.index ?? 0) > 0,
        startCursor: cursor(some[0]?.index),
        endCursor: cursor(some.at(-1)?.index),
      },
    };
  };
}

function within<Item>(name: string, args: Arguments, range: readonly Item[]): readonly Item[] {
  const { first, last } = args;
  if (typeof first !== 'number' && typeof last !== 'number') {
    const message = `You must provide a \`first\` or \`last\` value to properly paginate the \`${name}\` connection.`;
    throw githubError('MISSING_PAGINATION_BOUNDARIES', message);
  }
  const [side, count] = typeof first === 'number' ? ['first', first] : ['last', Number(last)];
  if (Number(count) > most) {
    const message = `Requesting ${count} records on the \`${name}\` connection exceeds the \`${side}\` limit of ${most} records.`;
    throw githubError('EXCESSIVE_PAGINATION', message);
  }
  const size = Number(count);
  if (side === 'first') return range.slice(0, size);
  return size === 0 ? [] : range.slice(-size);
}

function cursorOf(index: number): string {
  return Buffer.from(`cursor:${index}`).toString('base64');
}

function positionAfter(cursor: unknown, otherwise: number): number {
  const text = typeof cursor === 'string' ? Buffer.from(cursor, 'base64').toString() : '';
  const match = /^cursor:(\d+)$/.exec(text);
  return match ? Number(match[1]) : otherwise;
}
