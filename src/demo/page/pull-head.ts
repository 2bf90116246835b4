import { pullDiff } from '../box/facts/pull-diff.ts';
import type { PullRequest } from '../box/store/repository.ts';
import { type Html, html } from './html.ts';
import { icon } from './icons.ts';
import { stateMark } from './marks.ts';
import { nameOf } from './person.ts';
import { newestRuns, type Site } from './site.ts';

/** A pull request's title, state and tabs. */
export async function pullHead(
  site: Site,
  pull: PullRequest,
  tab: 'conversation' | 'checks' | 'files',
): Promise<Html> {
  const { issue, base, head } = pull;
  const diff = await pullDiff(site.repository, pull);
  const path = `${site.path}/pull/${issue.number}`;
  const comments = [...site.repository.comments.values()].filter((one) => one.issue === issue.number).length;
  const entry = (name: typeof tab, rest: string, words: Html) =>
    html`<a class="nav-link" href="${path}${rest}" ${tab === name && html`aria-current="page"`}>${words}</a>`;
  const commits = diff.commits.length === 1 ? '1 commit' : `${diff.commits.length} commits`;
  const from =
    head.repository === site.repository ? head.branch : `${head.repository.owner.login}:${head.branch}`;
  const does = pull.merged
    ? html`${nameOf(pull.merged.by)} merged`
    : html`${nameOf(issue.author)} wants to merge`;
  return html`<div class="title"><h1>${issue.title} <span class="quiet">#${issue.number}</span></h1>
<p>${stateMark(issue, pull)} <span class="quiet">${does} ${commits} into <code class="branch">${base.branch}</code> from <code class="branch">${from}</code></span></p></div>
<nav class="nav tabs" aria-label="Pull request">
${entry('conversation', '', html`${icon('comment')} Conversation <span class="count">${comments}</span>`)}
${entry('checks', '/checks', html`${icon('check')} Checks <span class="count">${newestRuns(site, head.sha).length}</span>`)}
${entry('files', '/files', html`${icon('file')} Files changed <span class="count">${diff.files.length}</span>`)}
</nav>`;
}
