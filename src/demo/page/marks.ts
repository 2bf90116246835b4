import type { CheckRun } from '../box/store/check.ts';
import type { Issue } from '../box/store/issue.ts';
import type { PullRequest } from '../box/store/repository.ts';
import { type Html, html } from './html.ts';
import { icon } from './icons.ts';

/** A time as people say it, exact to whoever points at it; the browser puts it into words. */
export function timeMark(date: Date): Html {
  const exact = date.toISOString();
  return html`<time datetime="${exact}" title="${exact}">${exact.slice(0, 16).replace('T', ' ')} UTC</time>`;
}

/** The sign before a check run, with its word for those who don't see colours. */
export function checkMark(run: CheckRun): Html {
  if (run.status !== 'completed') {
    return html`<span class="sign pending">${icon('running')}<span class="hidden">in progress</span></span>`;
  }
  if (run.conclusion === 'success') {
    return html`<span class="sign success">${icon('check')}<span class="hidden">success</span></span>`;
  }
  const neutral = run.conclusion === 'neutral' || run.conclusion === 'skipped';
  if (neutral)
    return html`<span class="sign neutral">${icon('dot')}<span class="hidden">${run.conclusion ?? ''}</span></span>`;
  return html`<span class="sign failure">${icon('cross')}<span class="hidden">${run.conclusion ?? ''}</span></span>`;
}

/** The state of an issue or a pull request, as a coloured label. */
export function stateMark(issue: Issue, pull: PullRequest | undefined): Html {
  if (pull?.merged) return html`<span class="state merged">${icon('merged')} Merged</span>`;
  if (issue.state === 'closed')
    return html`<span class="state closed">${icon(pull ? 'pull' : 'issue')} Closed</span>`;
  return html`<span class="state open">${icon(pull ? 'pull' : 'issue')} Open</span>`;
}

/** A commit's first seven digits. */
export function shortSha(sha: string): Html {
  return html`<code class="sha">${sha.slice(0, 7)}</code>`;
}
