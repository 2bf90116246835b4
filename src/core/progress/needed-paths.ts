import type { Check, Claim } from './claims/check.ts';

/** The files that must be read to weigh the claims, besides the workflows; each once, in order. */
export function neededPaths(claims: readonly Claim[]): readonly string[] {
  const paths = claims.flatMap((claim) => (claim.kind === 'checks' ? claim.checks.flatMap(pathsOf) : []));
  return [...new Set(paths)].toSorted();
}

/** The issues that must be read to weigh the claims. */
export function neededIssues(claims: readonly Claim[]): readonly number[] {
  const checks = claims.flatMap((claim) => (claim.kind === 'checks' ? claim.checks : []));
  return [...new Set(checks.flatMap((check) => ('issue' in check ? [check.issue] : [])))];
}

function pathsOf(check: Check): readonly string[] {
  switch (check.kind) {
    case 'file-absent':
      return check.paths;
    case 'file-present':
    case 'file-mentions':
    case 'file-omits':
      return [check.path];
    default:
      return [];
  }
}
