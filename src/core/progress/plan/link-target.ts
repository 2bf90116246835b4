/** What a link stands for in a plan, as the plan could have written it itself: a path, `#12`, or neither. */
export function linkTarget(url: string): { readonly path: string } | { readonly issue: number } | undefined {
  const issue = /^https?:\/\/[^/]+\/[^/]+\/[^/]+\/issues\/(\d+)\b/.exec(url)?.[1];
  if (issue !== undefined) return { issue: Number(issue) };
  const path = repositoryPath(url);
  return path === undefined ? undefined : { path };
}

function repositoryPath(url: string): string | undefined {
  const blob = /^https?:\/\/[^/]+\/[^/]+\/[^/]+\/(?:blob|tree)\/[^/]+\/([^#?]+)/.exec(url)?.[1];
  if (blob !== undefined) return decoded(blob);
  if (/^[a-z][a-z0-9+.-]*:|^\/\/|^#/i.test(url)) return undefined;
  const path = decoded(url.replace(/[?#].*$/, '').replace(/^(?:\.?\/)+/, ''));
  return path === '' || path.startsWith('..') ? undefined : path;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
