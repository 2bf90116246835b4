import type { LinkTo } from '../report/finding-markdown.ts';
import type { AuditFacts } from './facts.ts';

/** Where a line of the head can be read on GitHub. */
export function linkToHead({
  webUrl,
  repository,
  headSha,
}: Pick<AuditFacts, 'webUrl' | 'repository' | 'headSha'>): LinkTo {
  const root = `${webUrl}/${repository.owner}/${repository.name}/blob/${headSha}`;
  return (path, line) =>
    `${root}/${path.toWellFormed().split('/').map(encodeURIComponent).join('/')}#L${line}`;
}
