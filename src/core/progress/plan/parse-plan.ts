import { readMarkdown } from '../../markdown/read-markdown.ts';
import { parseEstimate } from './estimate.ts';
import type { Plan, TimelineEntry } from './plan.ts';
import { PlanDraft } from './plan-draft.ts';
import { readBlocks } from './read-blocks.ts';

/** Reads a sprint's plan from Markdown. Never throws: a text without checkboxes is a plan without items. */
export function parsePlan(text: string, path: string): Plan {
  const draft = new PlanDraft(text, path);
  readBlocks(draft, readMarkdown(text).children);
  const { title, items, sections, benefits, dependencies, risks, timeline } = draft;
  const duration = headerField(draft, /^duration$/);
  return {
    path,
    title,
    issue: issueOf(draft),
    items,
    sections: sections.filter((section) => isTelling(section, items)),
    benefits,
    dependencies,
    risks,
    timeline,
    duration: duration === undefined ? undefined : parseEstimate(duration),
    started: startOf(timeline),
  };
}

/** One plan out of several texts, such as an issue's body and its comments: the first one's header counts. */
export function joinPlans(first: Plan, further: readonly Plan[]): Plan {
  const all = [first, ...further];
  return {
    ...first,
    items: all.flatMap(({ items }) => items).map((item, index) => ({ ...item, index })),
    sections: all.flatMap(({ sections }) => sections),
    benefits: all.flatMap(({ benefits }) => benefits),
    dependencies: all.flatMap(({ dependencies }) => dependencies),
    risks: all.flatMap(({ risks }) => risks),
    timeline: all.flatMap(({ timeline }) => timeline),
    started: all.find(({ started }) => started !== undefined)?.started,
  };
}

function isTelling(section: Plan['sections'][number], items: Plan['items']): boolean {
  const { estimate, rationale, benefits, heading } = section;
  const says = estimate !== undefined || rationale !== undefined || benefits.length > 0;
  return says || items.some((item) => item.section === heading);
}

function issueOf(draft: PlanDraft): number | undefined {
  const named = headerField(draft, /^(tracking )?issue$/) ?? draft.title ?? '';
  const number = /(?:^|\s|\()#(\d+)\b/.exec(named)?.[1];
  return number === undefined ? undefined : Number(number);
}

function headerField(draft: PlanDraft, name: RegExp): string | undefined {
  return draft.header.find((field) => name.test(field.name))?.reading;
}

function startOf(timeline: readonly TimelineEntry[]): string | undefined {
  const named = timeline.find(({ name }) => /\b(starts?|started|begins?|began|kick-?off)\b/i.test(name));
  return (named ?? timeline.toSorted((a, b) => a.from.localeCompare(b.from))[0])?.from;
}
