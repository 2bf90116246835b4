import type { Cost, Memory, WebServer, WholeServer } from './figures.ts';
import { assumptions, planFleet } from './fleet.ts';

/** All that was measured, and on what. */
export interface Measured {
  readonly on: string;
  readonly scale: string;
  readonly postgres: { readonly whole: WholeServer; readonly web: WebServer };
  readonly embedded: WholeServer;
}

const n = (value: number | undefined) =>
  value === undefined ? '–' : value.toLocaleString('en', { maximumSignificantDigits: 3 });

/** The figures and what follows from them, as they stand in docs/deploy.md. */
export function asMarkdown({ on, scale, postgres, embedded }: Measured): string {
  const { whole, web } = postgres;
  const costs: [string, Cost][] = [
    ['first pull request of a repository', whole.first],
    ['further pull request', whole.further],
    ['run of a workflow is done, no sprint followed', whole.run],
    ['delivery taken in and stored', web.stored],
    ['delivery taken in that asks for nothing', web.ignored],
    ['first pull request, embedded database', embedded.first],
    ['further pull request, embedded database', embedded.further],
  ];
  const memories: [string, Memory][] = [
    ['`ROLE=all`, on PostgreSQL', whole.memory],
    ['`ROLE=web`, on PostgreSQL', web.memory],
    ['`ROLE=all`, on the embedded database', embedded.memory],
  ];
  return [
    `Measured on ${on}; ${scale}.`,
    '',
    '| each | requests to GitHub | CPU ms, server | CPU ms, PostgreSQL | rows | bytes of WAL |',
    '|---|---|---|---|---|---|',
    ...costs.map(([what, cost]) => costLine(what, cost)),
    '',
    '| memory of a process | at rest | after the work | at most |',
    '|---|---|---|---|',
    ...memories.map(
      ([what, { atRest, afterwards, most }]) =>
        `| ${what} | ${n(atRest)} MB | ${n(afterwards)} MB | ${n(most)} MB |`,
    ),
    '',
    `A row takes ${n(web.rowBytes)} bytes with its indexes. A process that has nothing to do uses ${n(whole.idle.server * 100)} % of a core, and ${n(whole.idle.database * 100)} % of one of the database's.`,
    '',
    `One core answers ${n(1000 / whole.further.server)} pull requests a second of repositories that the process knows, ${n(1000 / whole.first.server)} of those that it does not.`,
    '',
    `For ${n(assumptions.repositories)} repositories:`,
    '',
    '| step | calculation | result |',
    '|---|---|---|',
    ...planFleet(whole, web).map(({ what, how, result }) => `| ${what} | ${how} | **${result}** |`),
  ].join('\n');
}

function costLine(what: string, { requests, server, database }: Cost): string {
  const figures = [requests, server, database?.cpu, database?.rows, database?.log];
  return `| ${what} | ${figures.map(n).join(' | ')} |`;
}
