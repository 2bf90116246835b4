import { contextReads } from '../workflow/context-reads.ts';
import type { Job } from '../workflow/model.ts';
import { expressionsIn } from '../workflow/node-expressions.ts';

/**
 * Whether `runs-on` looks into the repository's name, as in files that two repositories share; who compares it with a
 * name means their own repository.
 */
export function decidedByName({ runsOn }: Job): boolean {
  if (runsOn === undefined) return false;
  return [...expressionsIn(runsOn)].some(
    ({ source }) =>
      !/github\.repository(?:_owner)?\s*[=!]=/i.test(source) &&
      contextReads(source).some(
        ({ context, path }) => context === 'github' && /^repository(?:_owner)?$/i.test(path[0] ?? ''),
      ),
  );
}
