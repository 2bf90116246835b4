import type { StoredAnnotation } from '../box/store/check.ts';
import { type Html, html } from './html.ts';
import { icon } from './icons.ts';
import { cutTokens, type Token, yamlTokens } from './yaml-tokens.ts';

/** A line of a file as a page shows it. */
export interface CodeLine {
  /** Its number in the file before the change, and after it; undefined where the line is only in the other. */
  readonly old?: number | undefined;
  readonly new?: number | undefined;
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** How lines of one file are shown. */
export interface CodeStyle {
  readonly path: string;
  /** A diff has two columns of numbers. */
  readonly numbers: 'one' | 'both';
  /** Those of the head's lines. */
  readonly annotations: readonly StoredAnnotation[];
}

/** A line, and below it the annotations that end there. */
export function codeLine(line: CodeLine, style: CodeStyle): Html {
  const here = style.annotations.filter((one) => line.new !== undefined && one.end_line === line.new);
  const marked = style.annotations.find(
    (one) => one.start_line === line.new && one.start_column !== undefined,
  );
  const isYaml = /\.ya?ml$/.test(style.path);
  const tokens: Token[] = isYaml ? yamlTokens(line.text) : [{ text: line.text, kind: 'plain' }];
  const wide = style.numbers === 'both' ? 3 : 2;
  return html`<tr class="line ${line.kind}"${line.new !== undefined && html` id="L${line.new}"`}>${numbersOf(line, style)}<td class="text"><code>${withMark(tokens, marked)}</code></td></tr>
${here.map((one) => html`<tr class="annotated"><td colspan="${wide}">${annotationBox(one)}</td></tr>`)}`;
}

function numbersOf(line: CodeLine, { numbers }: CodeStyle): Html {
  const cell = (number: number | undefined) => html`<td class="number">${number}</td>`;
  return numbers === 'both' ? html`${cell(line.old)}${cell(line.new)}` : cell(line.new);
}

function withMark(tokens: readonly Token[], annotation: StoredAnnotation | undefined): Html {
  if (!annotation?.start_column) return html`${tokens.map(colour)}`;
  const from = annotation.start_column - 1;
  const to = Math.max(from + 1, (annotation.end_column ?? annotation.start_column) - 1);
  const part = (start: number, end: number) => cutTokens(tokens, start, end).map(colour);
  const level = levels[annotation.annotation_level].name;
  return html`${part(0, from)}<mark class="${level}">${part(from, to)}</mark>${part(to, Number.POSITIVE_INFINITY)}`;
}

function colour({ kind, text }: Token): Html {
  return kind === 'plain' ? html`${text}` : html`<span class="token-${kind}">${text}</span>`;
}

const levels = {
  failure: { name: 'failure', words: 'Check failure', icon: 'cross' },
  warning: { name: 'warning', words: 'Check warning', icon: 'alert' },
  notice: { name: 'notice', words: 'Check notice', icon: 'dot' },
} as const;

/** What an annotation says; its text is plain. */
export function annotationBox(annotation: StoredAnnotation): Html {
  const level = levels[annotation.annotation_level];
  const lines =
    annotation.start_line === annotation.end_line
      ? `line ${annotation.start_line}`
      : `lines ${annotation.start_line}–${annotation.end_line}`;
  const details =
    annotation.raw_details &&
    html`<details><summary>Details</summary><pre>${annotation.raw_details}</pre></details>`;
  return html`<aside class="annotation ${level.name}" aria-label="${level.words} on ${lines}">
<p class="annotation-head">${icon(level.icon)} ${level.words} on ${lines}</p>
${annotation.title && html`<p class="annotation-title">${annotation.title}</p>`}
<p class="annotation-message">${annotation.message}</p>
${details}
</aside>`;
}
