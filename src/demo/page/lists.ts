import type { Issue } from '../box/store/issue.ts';
import { type Html, html } from './html.ts';
import { icon } from './icons.ts';
import { layout } from './layout.ts';
import { checkMark, stateMark, timeMark } from './marks.ts';
import { nameOf } from './person.ts';
import { newestRuns, type Site } from './site.ts';

/** The list of pull requests, newest first. */
export function pullList(site: Site): Html {
  const { repository } = site;
  const pulls = [...repository.pulls.values()].reverse();
  const rows = pulls.map((pull) => {
    const runs = newestRuns(site, pull.head.sha);
    return row(
      site,
      pull.issue,
      runs.map(
        (run) =>
          html`<a class="run-link" href="${site.path}/pull/${pull.issue.number}/checks">${checkMark(run)} ${run.output.title ?? run.name}</a>`,
      ),
    );
  });
  return page(site, { tab: 'pulls', title: 'Pull requests', rows });
}

/** The list of issues, newest first. */
export function issueList(site: Site): Html {
  const { repository } = site;
  const issues = [...repository.issues.values()].filter((issue) => !repository.pulls.has(issue.number));
  return page(site, {
    tab: 'issues',
    title: 'Issues',
    rows: issues.reverse().map((issue) => row(site, issue, [])),
  });
}

function page(site: Site, list: { tab: 'pulls' | 'issues'; title: string; rows: readonly Html[] }): Html {
  const none = html`<li class="none">None yet: they come as the demo goes on.</li>`;
  return layout({
    title: `${list.title} · ${site.repository.name}`,
    repository: site.repository,
    tab: list.tab,
    main: html`<h1>${list.title}</h1>
<ul class="rows">${list.rows.length > 0 ? list.rows : none}</ul>`,
  });
}

function row({ repository, path }: Site, issue: Issue, runs: readonly Html[]): Html {
  const pull = repository.pulls.get(issue.number);
  const href = `${path}/${pull ? 'pull' : 'issues'}/${issue.number}`;
  const comments = [...repository.comments.values()].filter((one) => one.issue === issue.number).length;
  return html`<li class="row">
${stateMark(issue, pull)}
<div class="row-words"><a class="row-title" href="${href}">${issue.title}</a> ${runs}
<p class="row-note">#${issue.number} opened ${timeMark(issue.createdAt)} by ${nameOf(issue.author)}</p></div>
${comments > 0 && html`<a class="row-comments" href="${href}" aria-label="${comments} comments">${icon('comment')} ${comments}</a>`}
</li>`;
}
