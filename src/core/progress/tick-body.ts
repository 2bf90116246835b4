import { parsePlan } from './plan/parse-plan.ts';
import type { PlanItem } from './plan/plan.ts';

/** An item to tick: as it was when its evidence was weighed. */
export type ItemToTick = Pick<PlanItem, 'section' | 'text' | 'line'>;

/**
 * The freshly read body with the items ticked that are ready; undefined where there is nothing to tick. Only the one
 * character between the brackets changes. An item whose words a person has changed meanwhile is left alone, so is
 * one that is ticked by now; nothing is ever unticked.
 */
export function tickBody(body: string, items: readonly ItemToTick[]): string | undefined {
  const open = parsePlan(body, 'the body').items.filter(({ ticked, struck }) => !ticked && !struck);
  const chosen = new Set<PlanItem>();
  for (const item of items) {
    const found = findItem(open, item);
    if (found !== undefined) chosen.add(found);
  }
  if (chosen.size === 0) return undefined;
  // From the end, so that what was found before stays where it was.
  return [...chosen]
    .toSorted((a, b) => b.checkbox.start - a.checkbox.start)
    .reduce((text, { checkbox }) => `${text.slice(0, checkbox.start)}x${text.slice(checkbox.end)}`, body);
}

/** The one item of these words: in its section, else in the body; of several the one on the same line, or none. */
function findItem(open: readonly PlanItem[], { section, text, line }: ItemToTick): PlanItem | undefined {
  const alike = open.filter((one) => one.text === text);
  const inSection = alike.filter((one) => one.section === section);
  const candidates = inSection.length > 0 ? inSection : alike;
  return candidates.length === 1 ? candidates[0] : candidates.find((one) => one.line === line);
}
