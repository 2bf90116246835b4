import type { List, ListItem, Paragraph, RootContent, Table } from 'mdast';
import { datesIn } from './dates.ts';
import { parseEstimate } from './estimate.ts';
import { type Field, fieldsOf } from './fields.ts';
import { lineOf } from './markdown.ts';
import type { Prose } from './plan.ts';
import type { PlanDraft } from './plan-draft.ts';
import { proseOf } from './prose.ts';
import { readRisk, readRiskFields, readRiskRow } from './read-risks.ts';
import { readTaskItem } from './task-item.ts';

/** Adds to the draft what a plan's blocks say; what is not known to mean anything is passed over. */
export function readBlocks(draft: PlanDraft, blocks: readonly RootContent[]): void {
  for (const block of blocks) readBlock(draft, block);
}

function readBlock(draft: PlanDraft, block: RootContent): void {
  if (block.type === 'heading') draft.enter(block);
  else if (block.type === 'list') readList(draft, block);
  else if (block.type === 'paragraph') readParagraph(draft, block);
  else if (block.type === 'blockquote') readBlocks(draft, block.children);
  else if (block.type === 'table') readTable(draft, block);
}

function readList(draft: PlanDraft, list: List): void {
  for (const entry of list.children) readEntry(draft, entry);
}

function readEntry(draft: PlanDraft, entry: ListItem): void {
  const [first, ...rest] = entry.children;
  const item = readTaskItem(draft, entry);
  if (item !== undefined) draft.items.push(item);
  else if (draft.role === 'risks' && first?.type === 'paragraph' && readRisk(draft, entry)) return;
  else if (first !== undefined) readLine(draft, first);
  readBlocks(draft, rest);
}

function readLine(draft: PlanDraft, block: RootContent): void {
  if (block.type !== 'paragraph') {
    readBlock(draft, block);
    return;
  }
  const fields = fieldsOf(block.children, lineOf(block));
  if (fields.length > 0 && draft.role !== 'timeline' && readFields(draft, fields)) return;
  readProse(draft, proseOf(block.children, lineOf(block)));
}

function readParagraph(draft: PlanDraft, paragraph: Paragraph): void {
  const bold = boldHeading(paragraph);
  if (bold !== undefined) {
    draft.enterBold(bold, lineOf(paragraph));
    return;
  }
  const fields = fieldsOf(paragraph.children, lineOf(paragraph));
  if (draft.role === 'risks') readRiskFields(draft, fields);
  else if (draft.role === 'timeline') {
    if (fields.length === 0) readTimelineLine(draft, proseOf(paragraph.children, lineOf(paragraph)));
    for (const field of fields) {
      readTimelineLine(draft, { ...field, reading: `${field.name}: ${field.reading}` });
    }
  } else readFields(draft, fields);
}

/** `**Task 1: Docs** (30 min)` on a line of its own stands for a heading; a field's value would follow its colon. */
function boldHeading({ children }: Paragraph): string | undefined {
  const [first, ...rest] = children;
  if (first?.type !== 'strong') return undefined;
  const after = proseOf(rest, 0).reading;
  if (after !== '' && !/^[([][^()[\]]*[)\]]$/.test(after)) return undefined;
  const words = proseOf(first.children, 0).reading.replace(/\s*:$/, '');
  return words === '' ? undefined : [words, after].filter((part) => part !== '').join(' ');
}

/** Whether the fields are of a kind that a plan knows. */
function readFields(draft: PlanDraft, fields: readonly Field[]): boolean {
  if (draft.inHeader) draft.header.push(...fields);
  const section = draft.sections.at(-1);
  let known = draft.inHeader;
  for (const field of fields) {
    if (section === undefined || !isSectionField(field.name)) continue;
    known = true;
    if (/estimate/.test(field.name)) section.estimate = parseEstimate(field.reading);
    else if (/benefit/.test(field.name)) section.benefits = [...section.benefits, field];
    else section.rationale = field;
  }
  return known;
}

function isSectionField(name: string): boolean {
  return /^(time |effort )?estimated?( time| effort)?$|^(expected )?benefits?$|^(rationale|reason|why)$/.test(
    name,
  );
}

function readProse(draft: PlanDraft, prose: Prose): void {
  if (prose.reading === '') return;
  if (draft.role === 'benefits') draft.benefits.push(prose);
  else if (draft.role === 'dependencies') draft.dependencies.push(prose);
  else if (draft.role === 'timeline') readTimelineLine(draft, prose);
}

function readTimelineLine(draft: PlanDraft, prose: Prose): void {
  const dates = datesIn(prose.reading);
  const [from] = dates;
  if (from === undefined) return;
  const name = prose.reading.split(/:\s|\s[-–—]\s/)[0] ?? '';
  draft.timeline.push({ ...prose, name, from, to: dates.at(-1) ?? from });
}

function readTable(draft: PlanDraft, table: Table): void {
  const [, ...rows] = table.children;
  for (const row of rows) {
    const cells = row.children.map((cell) => proseOf(cell.children, lineOf(table)));
    if (draft.role === 'risks') readRiskRow(draft, cells);
    else if (draft.role === 'timeline') {
      const reading = cells.map((cell) => cell.reading).join(': ');
      readTimelineLine(draft, {
        line: cells[0]?.line ?? 1,
        pieces: cells.flatMap(({ pieces }, at) => [
          ...(at === 0 ? [] : [{ code: false, text: ': ' }]),
          ...pieces,
        ]),
        reading,
      });
    }
  }
}
