/** How long it takes until half of what a group has asked for is forgotten, in milliseconds. */
const halfLife = 60_000;
/** Beyond this a group is crowded and that is that. */
const lowest = -10;
/** So many groups are kept in mind. */
const groups = 10_000;

/**
 * A function that gives an item its priority: the more items its group has had of late, the lower, so that who asks for
 * little is not behind who asks for much, also where many groups are crowded and take all places together. 0 for a
 * group's first item, one less each time that their number has doubled. The clock is in milliseconds.
 */
export function crowding(now: () => number): (group: string) => number {
  const seen = new Map<string, { readonly count: number; readonly at: number }>();
  return (group) => {
    const at = now();
    const before = seen.get(group);
    const count = 1 + (before === undefined ? 0 : before.count * 2 ** ((before.at - at) / halfLife));
    seen.delete(group);
    seen.set(group, { count, at });
    // Kept in the order in which they were last seen: the first is the quietest.
    const [quietest] = seen.keys();
    if (seen.size > groups && quietest !== undefined) seen.delete(quietest);
    // 0 and not -0 for the first.
    return Math.max(lowest, 0 - Math.floor(Math.log2(count)));
  };
}
