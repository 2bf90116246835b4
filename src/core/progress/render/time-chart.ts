import type { BeforeAndAfter, Picture } from '../evidence/picture.ts';

/** A median wait of less is none that one could see. */
const shortestWait = 3_000;

/** A Mermaid chart of the median minutes before and after; waiting apart from running, where jobs waited at all. */
export function timeChart({ running, queueing }: Extract<Picture, { kind: 'time' }>): string {
  const waited = Math.max(queueing.before.median, queueing.after.median) >= shortestWait;
  const bars = [...pair('running', running), ...(waited ? pair('waiting', queueing) : [])];
  const highest = Math.max(...bars.map(({ minutes }) => minutes));
  return [
    '```mermaid',
    // Its own colour, since the usual one can hardly be seen on white; and no higher than it has to be.
    '%%{init: {"xyChart": {"width": 640, "height": 260}, "themeVariables": {"xyChart": {"plotColorPalette": "#4493f8", "backgroundColor": "transparent"}}}}%%',
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
