import type { StoredAnnotation } from '../box/store/check.ts';
import { type CodeLine, type CodeStyle, codeLine } from './code-line.ts';
import { type Html, html } from './html.ts';
import { icon } from './icons.ts';

/** A file's lines under its name; parts that don't touch are set apart. */
export function codeTable(
  style: CodeStyle,
  parts: readonly (readonly CodeLine[])[],
  more: { readonly href?: string; readonly note?: string } = {},
): Html {
  const name = more.href ? html`<a href="${more.href}">${style.path}</a>` : style.path;
  const columns = style.numbers === 'both' ? 3 : 2;
  const gap = html`<tr class="gap"><td colspan="${columns}">⋯</td></tr>`;
  const body = parts.map(
    (lines, index) => html`${index > 0 && gap}${lines.map((line) => codeLine(line, style))}`,
  );
  return html`<section class="file" aria-label="${style.path}">
<h3 class="file-head">${icon('file')} <span class="file-name">${name}</span>${more.note && html`<span class="file-note">${more.note}</span>`}</h3>
<div class="file-body" tabindex="0" role="region" aria-label="${style.path}, lines"><table class="code"><tbody>${body}</tbody></table></div>
</section>`;
}

/** Lines of a file as it is, all of them unchanged. */
export function plainLines(text: string): CodeLine[] {
  const lines = text.split(/\r\n|\n|\r/);
  if (lines.at(-1) === '') lines.pop();
  return lines.map((line, index) => ({ new: index + 1, kind: 'same', text: line }));
}

const around = 3;

/** The parts of a file that are near annotations. */
export function partsNear(
  lines: readonly CodeLine[],
  annotations: readonly StoredAnnotation[],
): CodeLine[][] {
  const isNear = ({ new: number = 0 }: CodeLine) =>
    annotations.some((one) => number >= one.start_line - around && number <= one.end_line + around);
  const parts: CodeLine[][] = [];
  let last: CodeLine[] | undefined;
  for (const line of lines) {
    if (!isNear(line)) {
      last = undefined;
      continue;
    }
    if (last === undefined) {
      last = [];
      parts.push(last);
    }
    last.push(line);
  }
  return parts;
}

/** The hunks of a unified diff. */
export function hunksOf(patch: string): CodeLine[][] {
  const hunks: CodeLine[][] = [];
  let [old, now] = [0, 0];
  for (const row of patch.split('\n')) {
    const head = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@/.exec(row);
    if (head) {
      [old, now] = [Number(head[1]), Number(head[2])];
      hunks.push([]);
    } else if (row.startsWith('+')) hunks.at(-1)?.push({ new: now++, kind: 'added', text: row.slice(1) });
    else if (row.startsWith('-')) hunks.at(-1)?.push({ old: old++, kind: 'removed', text: row.slice(1) });
    else if (row.startsWith(' '))
      hunks.at(-1)?.push({ old: old++, new: now++, kind: 'same', text: row.slice(1) });
  }
  return hunks;
}
