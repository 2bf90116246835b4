import type { BeforeAndAfter, Picture } from '../evidence/picture.ts';

/** A Mermaid chart of the median minutes before and after, running and waiting apart. */
export function timeChart({ running, queueing }: Extract<Picture, { kind: 'time' }>): string {
  const bars = [...pair('running', running), ...pair('waiting', queueing)];
  const highest = Math.max(...bars.map(({ minutes }) => minutes));
  return [
    '```mermaid',
    'xychart-beta',
    '  title "Median minutes of a commit, before and after the start"',
    `  x-axis [${bars.map(({ label }) => `"${label}"`).join(', ')}]`,
    `  y-axis "minutes" 0 --> ${Math.max(1, Math.ceil(highest * 1.1))}`,
    `  bar [${bars.map(({ minutes }) => minutes.toFixed(1)).join(', ')}]`,
    '```',
  ].join('\n');
}

function pair(what: string, { before, after }: BeforeAndAfter): { label: string; minutes: number }[] {
  return [
    { label: `${what} before`, minutes: before.median / 60_000 },
    { label: `${what} after`, minutes: after.median / 60_000 },
  ];
}
