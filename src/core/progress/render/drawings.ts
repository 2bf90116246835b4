import { codeSpan } from '../../report/escape-markdown.ts';
import { type Block, plainBlock } from '../../report/fit-blocks.ts';
import type { Picture } from '../evidence/picture.ts';
import type { Progress } from '../progress.ts';
import { linkMarkdown } from './evidence-markdown.ts';
import { parallelGantt } from './parallel-gantt.ts';
import { shortPath } from './short-paths.ts';
import { timeChart } from './time-chart.ts';

const mostGantts = 3;

/** The drawings: jobs that ran in parallel, and times before and after. */
export function drawings({ items }: Progress): Block[] {
  const pictures = items.flatMap(({ evidence }) => evidence.flatMap(({ picture }) => picture ?? []));
  const parallel = pictures.filter((one) => one.kind === 'parallel').slice(0, mostGantts);
  const times = pictures.filter((one) => one.kind === 'time').slice(0, 1);
  return [
    ...(parallel.length === 0 ? [] : [plainBlock('### In parallel\n')]),
    ...parallel.map(drawnRun),
    ...(times.length === 0 ? [] : [plainBlock('### Time before and after\n')]),
    ...times.map((one) => plainBlock(`${timeChart(one)}\n`)),
  ];
}

function drawnRun(picture: Extract<Picture, { kind: 'parallel' }>): Block {
  const { workflow, url } = picture;
  return plainBlock(
    `${linkMarkdown(`A run of ${codeSpan(shortPath(workflow))}`, url)}:\n\n${parallelGantt(picture)}\n`,
  );
}
