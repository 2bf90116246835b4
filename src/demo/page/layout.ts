import type { Repository } from '../box/store/repository.ts';
import { fullName } from '../box/store/repository.ts';
import { type Html, html } from './html.ts';
import { icon } from './icons.ts';

/** What a page shows within the frame that all have. */
export interface PageContent {
  readonly title: string;
  readonly repository?: Repository;
  /** Which tab of the repository the page belongs to. */
  readonly tab?: 'pulls' | 'issues';
  readonly main: Html;
}

/** A whole page. */
export function layout(page: PageContent): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${page.title} · GitHub in a box</title>
<link rel="icon" href="/-/icon.svg">
<link rel="stylesheet" href="/-/style.css">
<script type="module" src="/-/live.js"></script>
</head>
<body>
<a class="skip" href="#main">Skip to content</a>
<header class="top">
  <a class="brand" href="/">${icon('box')} <span>GitHub in a box</span></a>
  <span class="top-note">CI Warden's demo, on this machine only</span>
</header>
${page.repository && repositoryBar(page.repository, page.tab)}
<main id="main" tabindex="-1">${page.main}</main>
</body>
</html>`;
}

function repositoryBar(repository: Repository, tab: PageContent['tab']): Html {
  const base = `/${fullName(repository)}`;
  const open = [...repository.issues.values()].filter((issue) => issue.state === 'open');
  const pulls = open.filter((issue) => repository.pulls.has(issue.number)).length;
  const entry = (name: 'pulls' | 'issues', words: string, count: number) =>
    html`<a class="nav-link" href="${base}/${name}" ${tab === name && html`aria-current="page"`}>${icon(name === 'pulls' ? 'pull' : 'issue')} ${words} <span class="count">${count}</span></a>`;
  return html`<div class="repository-bar">
  <p class="repository-name"><a href="${base}/pulls">${repository.owner.login}<span class="slash">/</span><strong>${repository.name}</strong></a> <span class="label">${repository.visibility}</span></p>
  <nav class="nav" aria-label="Repository">${entry('pulls', 'Pull requests', pulls)}${entry('issues', 'Issues', open.length - pulls)}</nav>
</div>`;
}
