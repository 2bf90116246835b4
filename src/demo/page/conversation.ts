import { currentMergeability } from '../box/facts/mergeability.ts';
import { pullDiff } from '../box/facts/pull-diff.ts';
import type { Commit } from '../box/git/parse-commit.ts';
import type { Issue } from '../box/store/issue.ts';
import type { PullRequest } from '../box/store/repository.ts';
import { commentBox, type Written } from './comment-box.ts';
import { type Html, html } from './html.ts';
import { icon } from './icons.ts';
import { layout } from './layout.ts';
import { checkMark, shortSha, stateMark, timeMark } from './marks.ts';
import { nameOf } from './person.ts';
import { pullHead } from './pull-head.ts';
import { newestRuns, type Site } from './site.ts';

interface Event {
  readonly at: Date;
  readonly shown: Html;
}

/** The conversation of a pull request. */
export async function pullConversation(site: Site, pull: PullRequest): Promise<Html> {
  const { repository } = site;
  const { issue } = pull;
  const events = [...comments(site, issue), ...(await commits(site, pull)), ...merged(pull)];
  return layout({
    title: `${issue.title} · #${issue.number}`,
    repository,
    tab: 'pulls',
    main: html`${await pullHead(site, pull, 'conversation')}
<div class="timeline">${commentBox(repository, opening(issue))}${inOrder(events)}${await mergeBox(site, pull)}</div>`,
  });
}

/** An issue with its comments. */
export function issuePage(site: Site, issue: Issue): Html {
  const { repository } = site;
  return layout({
    title: `${issue.title} · #${issue.number}`,
    repository,
    tab: 'issues',
    main: html`<div class="title"><h1>${issue.title} <span class="quiet">#${issue.number}</span></h1>
<p>${stateMark(issue, undefined)} <span class="quiet">${nameOf(issue.author)} opened this issue ${timeMark(issue.createdAt)}</span></p></div>
<div class="timeline">${commentBox(repository, opening(issue))}${inOrder(comments(site, issue))}</div>`,
  });
}

/** An issue changes with all that happens under it; what its author wrote stays as it was. */
function opening({ author, body, createdAt }: Issue): Written {
  return { author, body, createdAt, updatedAt: createdAt };
}

function inOrder(events: readonly Event[]): Html[] {
  return events.toSorted((a, b) => a.at.getTime() - b.at.getTime()).map((event) => event.shown);
}

function comments({ repository }: Site, issue: Issue): Event[] {
  return [...repository.comments.values()]
    .filter((one) => one.issue === issue.number)
    .map((one) => ({
      at: one.createdAt,
      shown: commentBox(repository, { ...one, anchor: `issuecomment-${one.id}` }),
    }));
}

async function commits(site: Site, pull: PullRequest): Promise<Event[]> {
  const { repository } = site;
  const { commits: oids } = await pullDiff(repository, pull);
  const all = await Promise.all(oids.map((oid) => repository.git.commit(oid)));
  return all
    .filter((commit): commit is Commit => commit !== undefined)
    .map((commit) => {
      const runs = newestRuns(site, commit.oid).map((run) => checkMark(run));
      const at = new Date(commit.committer.date);
      const words = html`${commit.author.name} committed <span class="commit-words">${commit.message.split('\n')[0]}</span> ${runs} ${shortSha(commit.oid)}`;
      return { at, shown: html`<p class="event">${icon('commit')} <span>${words}</span></p>` };
    });
}

function merged({ merged, base }: PullRequest): Event[] {
  if (!merged) return [];
  const words = html`${nameOf(merged.by)} merged commit ${shortSha(merged.sha)} into <code>${base.branch}</code> ${timeMark(merged.at)}`;
  return [{ at: merged.at, shown: html`<p class="event">${icon('merged')} <span>${words}</span></p>` }];
}

/** The box at the end: what the checks say, and whether it can be merged. */
async function mergeBox(site: Site, pull: PullRequest): Promise<Html | false> {
  if (pull.merged || pull.issue.state === 'closed') return false;
  const runs = newestRuns(site, pull.head.sha);
  const failed = runs.filter(
    (run) => run.status === 'completed' && !['success', 'neutral', 'skipped'].includes(run.conclusion ?? ''),
  );
  const waits = runs.length === 0 || runs.some((run) => run.status !== 'completed');
  const state = failed.length > 0 ? 'failure' : waits ? 'pending' : 'success';
  const words = {
    failure: 'Some checks were not successful',
    pending: 'Waiting for the checks',
    success: 'All checks have passed',
  };
  const rows = runs.map(
    (run) =>
      html`<li class="merge-row">${checkMark(run)} <strong>${run.name}</strong> <span class="quiet">${run.output.title ?? ''}</span> <a class="merge-link" href="${site.path}/runs/${run.id}">Details</a></li>`,
  );
  const merge = await currentMergeability(site.repository, pull);
  return html`<section class="merge-box ${state}" aria-label="Checks">
<h2 class="merge-head"><span class="merge-sign">${icon(state === 'success' ? 'check' : state === 'failure' ? 'cross' : 'running')}</span> ${words[state]}</h2>
<ul>${rows}</ul>
<p class="quiet">${merge.state === 'CONFLICTING' ? 'This branch has conflicts with the base branch.' : 'This branch has no conflicts with the base branch.'}</p>
</section>`;
}
