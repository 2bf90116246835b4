/**
 * One reading of a manifest: the ref, `runs.using`, the commit that the ref stood for (12 digits) and, of a composite
 * action whose steps tell, whether they need Docker.
 */
export type ActionReading = readonly [
  ref: string,
  kind: 'docker' | 'node' | 'composite',
  commit: string,
  steps?: 'docker' | 'no docker',
];

/** What was read of an action; `read` is the day of the reading, though the clone may have been older: see the commit. */
export interface WellKnownAction {
  readonly read: string;
  readonly refs: readonly ActionReading[];
}

/**
 * What is known of an action (`owner/name/path@ref`): read at that ref, else at its major version (`v4` for `v4.1.2`),
 * else (a commit, a branch) what all readings agree on; undefined where they don't, or where it was never read.
 */
export function readingAt(
  actions: ReadonlyMap<string, WellKnownAction>,
  uses: string,
): ActionReading | undefined {
  const [action = '', ref = ''] = uses.split('@');
  const refs = actions.get(action.toLowerCase().replace(/\/+$/, ''))?.refs ?? [];
  const exact = refs.find(([name]) => name === ref);
  if (exact !== undefined) return exact;
  const major = majorOf(ref);
  const same = major === undefined ? undefined : refs.find(([name]) => majorOf(name) === major);
  if (same !== undefined) return same;
  const [first] = refs;
  return refs.every(([, kind, , steps]) => kind === first?.[1] && steps === first?.[3]) ? first : undefined;
}

function majorOf(ref: string): string | undefined {
  return /^(?:release\/)?v?(\d+)(?:\.\d+)*$/.exec(ref)?.[1];
}
