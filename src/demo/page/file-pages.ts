import { pullDiff } from '../box/facts/pull-diff.ts';
import type { ChangedFile } from '../box/git/changed-files.ts';
import type { StoredAnnotation } from '../box/store/check.ts';
import type { PullRequest } from '../box/store/repository.ts';
import { codeTable, hunksOf, partsNear, plainLines } from './code-table.ts';
import { type Html, html } from './html.ts';
import { layout } from './layout.ts';
import { shortSha } from './marks.ts';
import { pullHead } from './pull-head.ts';
import { newestRuns, type Site } from './site.ts';

/** The files that a pull request changes, with the annotations of its checks between their lines. */
export async function pullFiles(site: Site, pull: PullRequest): Promise<Html> {
  const { files } = await pullDiff(site.repository, pull);
  const annotations = annotationsAt(site, pull.head.sha);
  const changed = files.map((file) => changedFile(site, pull, { file, annotations }));
  const elsewhere = await unchangedFiles(site, pull, { files, annotations });
  return layout({
    title: `Files · ${pull.issue.title}`,
    repository: site.repository,
    tab: 'pulls',
    main: html`${await pullHead(site, pull, 'files')}${changed}${elsewhere}`,
  });
}

function changedFile(
  site: Site,
  pull: PullRequest,
  { file, annotations }: { readonly file: ChangedFile; readonly annotations: readonly StoredAnnotation[] },
): Html {
  const href = `${site.path}/blob/${pull.head.sha}/${file.path}`;
  const note = `+${file.additions} −${file.deletions}${file.status === 'modified' ? '' : ` ${file.status}`}`;
  const own = annotations.filter((one) => one.path === file.path && file.status !== 'removed');
  return codeTable({ path: file.path, numbers: 'both', annotations: own }, hunksOf(file.patch ?? ''), {
    href,
    note,
  });
}

/** GitHub shows annotations on lines that the diff doesn't have in a part of their own. */
async function unchangedFiles(
  site: Site,
  pull: PullRequest,
  {
    files,
    annotations,
  }: { readonly files: readonly ChangedFile[]; readonly annotations: readonly StoredAnnotation[] },
): Promise<Html | false> {
  const inDiff = ({ path, end_line }: StoredAnnotation) => {
    const hunks = hunksOf(files.find((file) => file.path === path)?.patch ?? '');
    return hunks.flat().some((line) => line.new === end_line);
  };
  const outside = Map.groupBy(
    annotations.filter((one) => !inDiff(one)),
    (one) => one.path,
  );
  if (outside.size === 0) return false;
  const tables = [...outside].map(async ([path, some]) => {
    const blob = await site.repository.git.blob(`${pull.head.sha}:${path}`);
    const parts = partsNear(plainLines(blob?.content.toString('utf8') ?? ''), some);
    const href = `${site.path}/blob/${pull.head.sha}/${path}`;
    return codeTable({ path, numbers: 'one', annotations: some }, parts, { href });
  });
  return html`<h2 class="annotations-head">Unchanged lines with annotations</h2>${await Promise.all(tables)}`;
}

/** A whole file at a commit or branch, with the annotations of the checks there; undefined where there is none. */
export async function filePage(
  site: Site,
  at: { readonly ref: string; readonly path: string },
): Promise<Html | undefined> {
  const { git } = site.repository;
  const commit = await git.commit(at.ref);
  const blob = commit && (await git.blob(`${commit.oid}:${at.path}`));
  if (!blob) return undefined;
  const annotations = annotationsAt(site, commit.oid).filter((one) => one.path === at.path);
  const lines = plainLines(blob.content.toString('utf8'));
  return layout({
    title: at.path,
    repository: site.repository,
    main: html`<h1 class="path-title">${at.path} <span class="quiet">at ${shortSha(commit.oid)}</span></h1>
${codeTable({ path: at.path, numbers: 'one', annotations }, [lines], { note: `${lines.length} lines` })}`,
  });
}

function annotationsAt(site: Site, sha: string): StoredAnnotation[] {
  return newestRuns(site, sha).flatMap((run) => run.annotations);
}
