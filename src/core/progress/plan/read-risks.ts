import type { ListItem } from 'mdast';
import { type Field, fieldsOf } from './fields.ts';
import { lineOf } from './markdown.ts';
import type { Prose } from './plan.ts';
import type { PlanDraft } from './plan-draft.ts';
import { proseOf } from './prose.ts';

/** Reads `**Risk**: …` and the `**Mitigation**: …` that follows, in one paragraph or in two. */
export function readRiskFields(draft: PlanDraft, fields: readonly Field[]): void {
  for (const field of fields) {
    if (/^risk\b/.test(field.name)) draft.risks.push({ risk: field, mitigation: undefined });
    else if (/^mitigations?\b/.test(field.name)) mitigateLast(draft, field);
  }
}

/** Reads a list's entry as a risk: by its fields, or its words, with a mitigation in a nested entry or after an arrow. */
export function readRisk(draft: PlanDraft, entry: ListItem): boolean {
  const [first, ...rest] = entry.children;
  if (first?.type !== 'paragraph') return false;
  const fields = fieldsOf(first.children, lineOf(first));
  if (fields.some(({ name }) => /^(risk|mitigation)/.test(name))) readRiskFields(draft, fields);
  else readPlainRisk(draft, proseOf(first.children, lineOf(first)));
  for (const nested of rest.flatMap((block) => (block.type === 'list' ? block.children : []))) {
    readNested(draft, nested);
  }
  return true;
}

/** Reads a table's row: the risk first, its mitigation last. */
export function readRiskRow(draft: PlanDraft, cells: readonly Prose[]): void {
  const [risk] = cells;
  if (risk === undefined || risk.reading === '') return;
  draft.risks.push({ risk, mitigation: cells.length > 1 ? cells.at(-1) : undefined });
}

function readPlainRisk(draft: PlanDraft, prose: Prose): void {
  const split = /^(?<risk>.+?)\s*(?:→|->|[;.(–—-]\s*mitigation:)\s*(?<mitigation>.+)$/i.exec(
    prose.reading,
  )?.groups;
  if (split?.risk === undefined || split.mitigation === undefined) {
    draft.risks.push({ risk: prose, mitigation: undefined });
    return;
  }
  draft.risks.push({
    risk: plain(split.risk, prose.line),
    mitigation: plain(split.mitigation.replace(/\)$/, ''), prose.line),
  });
}

function readNested(draft: PlanDraft, nested: ListItem): void {
  const [paragraph] = nested.children;
  if (paragraph?.type !== 'paragraph') return;
  const prose = proseOf(paragraph.children, lineOf(paragraph));
  const words = /^mitigations?:?\s*(.*)$/i.exec(prose.reading)?.[1];
  if (words !== undefined) mitigateLast(draft, plain(words.replace(/^:\s*/, ''), prose.line));
}

function mitigateLast(draft: PlanDraft, mitigation: Prose): void {
  const last = draft.risks.pop();
  if (last === undefined) return;
  draft.risks.push(last.mitigation === undefined ? { ...last, mitigation } : last);
}

function plain(reading: string, line: number): Prose {
  return { line, pieces: piecesOf(reading), reading };
}

function piecesOf(reading: string): Prose['pieces'] {
  return reading
    .split(/(`[^`]*`)/)
    .filter((part) => part !== '')
    .map((part) =>
      part.startsWith('`') ? { code: true, text: part.slice(1, -1) } : { code: false, text: part },
    );
}
