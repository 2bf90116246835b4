import type { DrawnJob, Picture } from '../evidence/picture.ts';
import { mermaidText } from './mermaid-text.ts';
import { shortPath } from './short-paths.ts';

const mostJobs = 30;

/** A Mermaid gantt of a run's jobs, by the runner that they ran on: one sees where they overlap. */
export function parallelGantt({ workflow, jobs }: Extract<Picture, { kind: 'parallel' }>): string {
  const byRunner = [...Map.groupBy(jobs.slice(0, mostJobs), ({ runner }) => runner)].toSorted(([a], [b]) =>
    a < b ? -1 : 1,
  );
  const names = byRunner.map(([runner]) => mermaidText(runner));
  const padding = 24 + 8 * Math.max(...names.map(({ length }) => length));
  return [
    '```mermaid',
    `%%{init: {"gantt": {"leftPadding": ${padding}}}}%%`,
    'gantt',
    `  title Jobs of one run of ${mermaidText(shortPath(workflow), 80)} by runner (UTC)`,
    '  dateFormat x',
    '  axisFormat %H:%M:%S',
    ...byRunner.flatMap(([runner, own]) => [`  section ${mermaidText(runner)}`, ...own.map(task)]),
    '```',
  ].join('\n');
}

/** The name comes after a word of ours, so that none is read as one of Mermaid's own. */
function task({ name, start, end }: DrawnJob): string {
  return `  Job ${mermaidText(name)} :${Math.round(start)}, ${Math.round(end)}`;
}
