import { drivesDocker } from './drives-docker.ts';
import { readingAt } from './well-known-action.ts';
import { wellKnownActions } from './well-known-actions.generated.ts';

/** Whether a well-known action (`owner/name/path@ref`) needs Docker; undefined where that is not known. */
export function wellKnownNeedsDocker(uses: string): boolean | undefined {
  if (drivesDocker(uses)) return true;
  const [, kind, , steps] = readingAt(wellKnownActions, uses) ?? [];
  if (kind === 'composite') return steps === undefined ? undefined : steps === 'docker';
  return kind === undefined ? undefined : kind === 'docker';
}
