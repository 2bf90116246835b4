import type { CheckRun } from '../box/store/check.ts';
import type { PullRequest } from '../box/store/repository.ts';
import { codeTable, partsNear, plainLines } from './code-table.ts';
import { type Html, html } from './html.ts';
import { layout } from './layout.ts';
import { renderMarkdown } from './markdown.ts';
import { checkMark, shortSha, timeMark } from './marks.ts';
import { pullHead } from './pull-head.ts';
import { newestRuns, type Site } from './site.ts';

/** The checks of a pull request's head. */
export async function pullChecks(site: Site, pull: PullRequest): Promise<Html> {
  const runs = newestRuns(site, pull.head.sha);
  const shown = await Promise.all(runs.map((run) => checkRun(site, run)));
  const none = html`<p class="quiet">No check has reported yet.</p>`;
  return layout({
    title: `Checks · ${pull.issue.title}`,
    repository: site.repository,
    tab: 'pulls',
    main: html`${await pullHead(site, pull, 'checks')}${shown.length > 0 ? shown : none}`,
  });
}

/** One check run by itself. */
export async function checkRunPage(site: Site, run: CheckRun): Promise<Html> {
  const pull = [...site.repository.pulls.values()].find((one) => one.head.sha === run.headSha);
  return layout({
    title: `${run.name} · ${run.output.title ?? run.status}`,
    repository: site.repository,
    tab: 'pulls',
    main: html`${pull && (await pullHead(site, pull, 'checks'))}${await checkRun(site, run)}`,
  });
}

async function checkRun(site: Site, run: CheckRun): Promise<Html> {
  const { title, summary, text } = run.output;
  const words = run.status === 'completed' ? `${run.conclusion}` : run.status.replace('_', ' ');
  const done = run.completedAt && html`, completed ${timeMark(run.completedAt)}`;
  return html`<section class="check-run" aria-label="Check run ${run.name}">
<header class="check-head"><h2>${checkMark(run)} ${run.name}</h2><p class="quiet">${words} on ${shortSha(run.headSha)}${done}</p></header>
${title !== null && html`<h3 class="check-title">${title}</h3>`}
${summary !== null && html`<div class="markdown">${renderMarkdown(summary)}</div>`}
${text !== null && html`<div class="markdown check-text">${renderMarkdown(text)}</div>`}
${await annotations(site, run)}
</section>`;
}

/** The annotated files, each with the lines around its annotations. */
async function annotations(site: Site, run: CheckRun): Promise<Html | false> {
  if (run.annotations.length === 0) return false;
  const files = Map.groupBy(run.annotations, (one) => one.path);
  const tables = [...files].map(async ([path, some]) => {
    const blob = await site.repository.git.blob(`${run.headSha}:${path}`);
    const lines = plainLines(blob?.content.toString('utf8') ?? '');
    const href = `${site.path}/blob/${run.headSha}/${path}`;
    return codeTable({ path, numbers: 'one', annotations: some }, partsNear(lines, some), { href });
  });
  const count = run.annotations.length;
  return html`<h3 class="annotations-head">${count === 1 ? '1 annotation' : `${count} annotations`}</h3>
${await Promise.all(tables)}`;
}
