import stringWidth from 'string-width';
import type { RunnerTable } from '../audit/runner-table.ts';
import { countOf } from './count-words.ts';
import { neutralise } from './neutralise.ts';
import type { Palette } from './palette.ts';

type Row = RunnerTable['jobs'][number];

/** Where each job runs, for people at a terminal: by file, with the label sets and the declared runners that match. */
export function runnersAsTerminal({ jobs }: RunnerTable, palette: Palette): string {
  if (jobs.length === 0) return 'No job runs on a runner.\n';
  const widest = Math.max(...jobs.map(({ job }) => stringWidth(neutralise(job))));
  const files = [...Map.groupBy(jobs, ({ path }) => path)];
  const blocks = files.map(([path, rows]) =>
    [palette.strong(neutralise(path)), ...rows.map((row) => rowText(row, widest, palette))].join('\n'),
  );
  const unknown = jobs.filter(({ known }) => !known).length;
  const rest = unknown === 0 ? '' : `, ${unknown} of them decided by inputs, variables or outputs`;
  return `${blocks.join('\n\n')}\n\n${countOf(jobs.length, 'job')} in ${countOf(files.length, 'workflow')}${rest}.\n`;
}

function rowText({ job, known, labelSets, runners }: Row, widest: number, palette: Palette): string {
  const name = neutralise(job);
  const sets = labelSets.map((labels) => neutralise(`[${labels.join(', ')}]`));
  const where = [
    ...sets,
    ...(known ? [] : [palette.warning(sets.length === 0 ? 'unknown' : 'and what is unknown')]),
  ];
  const matching =
    runners.length === 0 ? '' : ` ${palette.faint('on')} ${palette.good(neutralise(runners.join(', ')))}`;
  return `  ${name}${' '.repeat(widest - stringWidth(name))}  ${where.join(' ')}${matching}`;
}
