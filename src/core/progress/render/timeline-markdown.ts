import { escapeMarkdown } from '../../report/escape-markdown.ts';
import { type Block, plainBlock } from '../../report/fit-blocks.ts';
import { totalMinutes } from '../plan/estimate.ts';
import type { Estimate, PlanSection } from '../plan/plan.ts';
import type { Progress } from '../progress.ts';
import { proseMarkdown } from './prose-markdown.ts';

/** The plan's estimates and dates beside what happened. */
export function timelineBlocks(progress: Progress): Block[] {
  const { plan } = progress;
  const estimated = plan.sections.filter(({ estimate }) => estimate !== undefined);
  if (estimated.length === 0 && plan.timeline.length === 0) return [];
  return [
    plainBlock('### Planned and happened\n'),
    ...(estimated.length === 0 ? [] : estimateTable(estimated, progress)),
    ...plan.timeline.map((entry) => plainBlock(`- ${proseMarkdown(entry, 200)}`)),
    plainBlock(''),
  ];
}

function estimateTable(sections: readonly PlanSection[], progress: Progress): Block[] {
  const total = totalMinutes(sections.flatMap(({ estimate }) => estimate ?? []));
  const rows = sections.map(({ heading, estimate }) => {
    const own = progress.items.filter(({ item }) => item.section === heading);
    const proved = own.filter(({ state }) => state === 'verified' || state === 'ready to tick');
    return [
      escapeMarkdown(heading),
      escapeMarkdown(estimate?.text ?? ''),
      `${proved.length} of ${own.length}`,
      lastDate(own),
    ];
  });
  const sum = total === undefined ? [] : [['**Together**', minutesWords(total), '', '']];
  // Where no day is known, there is nothing to see in its column.
  const columns = rows.some(([, , , day]) => day !== '') ? 4 : 3;
  const lines = [['Section', 'Estimate', 'Proved', 'Since'], ['---', '---', '---', '---'], ...rows, ...sum];
  return [plainBlock(`${lines.map((cells) => `| ${cells.slice(0, columns).join(' | ')} |`).join('\n')}\n`)];
}

/** The day since which all of a section is proved; empty where it isn't, or where the commits aren't known. */
function lastDate(items: Progress['items']): string {
  const dates = items.map(({ since, state }) =>
    state === 'verified' || state === 'ready to tick' ? since?.date.slice(0, 10) : undefined,
  );
  if (dates.length === 0 || dates.includes(undefined)) return '';
  return escapeMarkdown(dates.toSorted().at(-1) ?? '');
}

function minutesWords({ from, to }: NonNullable<Estimate['minutes']>): string {
  return from === to ? `${from} minutes` : `${from} to ${to} minutes`;
}
