import type { Cost, WebServer, WholeServer } from './figures.ts';

/** What is supposed of the repositories that a fleet works for. */
export const assumptions = {
  repositories: 1_000_000,
  /** New heads of pull requests, and pushes to the default branch, of a repository on a working day. */
  headsADay: 4,
  pushesADay: 2,
  /** Comments and edits of issues and pull requests. */
  commentsADay: 6,
  /** Runs of workflows that each change starts, and the jobs of each run. */
  runsAChange: 3,
  jobsARun: 4,
  /** The share of a day that falls into its busiest hour. */
  busiestHour: 0.15,
  /** Of so many repositories a process knows the fewest from before. */
  unknownShare: 0.9,
  /** How busy the processors may be in the busiest hour. */
  utilisation: 0.6,
  coresAWorker: 2,
  /** JOBS of a worker, and how long GitHub takes for a request; the box on the same machine takes next to nothing. */
  jobsAWorker: 32,
  requestSeconds: 0.6,
  /** How long rows are kept, until the daily removal has passed. */
  daysKept: 9,
} as const;

/** What GitHub allows an installation in an hour, and what the App allows itself. */
export const limits = {
  'requests of a small installation': 5000,
  'requests of a large installation': 12_500,
  'requests on Enterprise Cloud': 15_000,
  /** One a second. */
  'writes of one process': 3600,
} as const;

/** One step of the calculation. */
export interface Step {
  readonly what: string;
  readonly how: string;
  readonly result: string;
}

/** What a fleet needs for all these repositories, step by step from what was measured. */
export function planFleet(whole: WholeServer, web: WebServer): Step[] {
  const { repositories, headsADay, pushesADay, commentsADay, runsAChange, jobsARun } = assumptions;
  const { busiestHour, unknownShare, utilisation, coresAWorker, daysKept, jobsAWorker, requestSeconds } =
    assumptions;
  const changes = headsADay + pushesADay;
  const runs = changes * runsAChange;
  const stored = changes + runs + commentsADay;
  // Of each run that it began, of each job that it began and is done; of each change a push and two suites.
  const ignored = runs * 2 + runs * jobsARun * 2 + changes * 3;
  const peak = (aDay: number) => (repositories * aDay * busiestHour) / 3600;
  const mixed = (of: (cost: Cost) => number) =>
    of(whole.first) * unknownShare + of(whole.further) * (1 - unknownShare);

  const requests = mixed((cost) => cost.requests);
  const anHour = (changes * requests + runs * whole.run.requests) * busiestHour;
  const writes = changes * busiestHour;
  const work = (peak(changes) * mixed((cost) => cost.server) + peak(runs) * whole.run.server) / 1000;
  const intake = (peak(stored) * web.stored.server + peak(ignored) * web.ignored.server) / 1000;
  const database = {
    cpu:
      peak(changes) * mixed((cost) => cost.database?.cpu ?? 0) +
      peak(runs + commentsADay) * (whole.run.database?.cpu ?? 0),
    rows: repositories * stored,
    bytes: web.rowBytes,
    log: mixed((cost) => cost.database?.log ?? 0),
  };
  const atOnce = (peak(changes) * requests + peak(runs) * whole.run.requests) * requestSeconds;
  const workers = Math.max(Math.ceil(work / utilisation / coresAWorker), Math.ceil(atOnce / jobsAWorker));
  const webs = Math.max(2, Math.ceil(intake / utilisation));
  const n = (value: number) => value.toLocaleString('en', { maximumSignificantDigits: 3 });
  const reach = (limit: number, need: number) => Math.floor(limit / need);
  return [
    {
      what: 'heads to answer in the busiest hour',
      how: `${n(repositories)} repositories × (${headsADay} + ${pushesADay}) a day × ${busiestHour}`,
      result: `${n(repositories * changes * busiestHour)}, ${n(peak(changes))} a second`,
    },
    {
      what: 'deliveries to store',
      how: `each change, its ${runsAChange} finished runs, and ${commentsADay} comments or edits: ${stored} a repository and day`,
      result: `${n(peak(stored))} a second`,
    },
    {
      what: 'deliveries that ask for nothing',
      how: `runs and jobs that begin or end, pushes to other branches, check suites: ${ignored} a repository and day`,
      result: `${n(peak(ignored))} a second`,
    },
    {
      what: 'requests to GitHub for a repository in the busiest hour',
      how: `(${changes} × ${n(requests)} + ${runs} runs × ${n(whole.run.requests)}) × ${busiestHour}`,
      result: n(anHour),
    },
    ...Object.entries(limits).map(([name, limit]) => {
      const need = name.startsWith('writes') ? writes : anHour;
      return {
        what: `repositories that one installation can have: ${name}`,
        how: `${n(limit)} an hour ÷ ${n(need)}`,
        result: n(reach(limit, need)),
      };
    }),
    {
      what: 'installations that they must be spread over, at least',
      how: `${n(repositories)} ÷ ${n(reach(limits['requests of a small installation'], anHour))}`,
      result: n(Math.ceil(repositories / reach(limits['requests of a small installation'], anHour))),
    },
    {
      what: 'cores for the work',
      how: `${n(peak(changes))} × ${n(mixed((cost) => cost.server))} ms + ${n(peak(runs))} × ${n(whole.run.server)} ms, at ${utilisation * 100} % busy`,
      result: n(work / utilisation),
    },
    {
      what: 'jobs under way at once',
      how: `(${n(peak(changes))} × ${n(requests)} + ${n(peak(runs))} × ${n(whole.run.requests)}) requests a second × ${requestSeconds} s that GitHub takes`,
      result: n(atOnce),
    },
    {
      what: 'workers',
      how: `the larger of ${n(work / utilisation)} cores ÷ ${coresAWorker} and ${n(atOnce)} jobs ÷ ${jobsAWorker} (JOBS=${jobsAWorker})`,
      result: n(workers),
    },
    {
      what: 'cores for taking deliveries in',
      how: `${n(peak(stored))} × ${n(web.stored.server)} ms + ${n(peak(ignored))} × ${n(web.ignored.server)} ms, at ${utilisation * 100} % busy`,
      result: `${n(intake / utilisation)}: ${webs} web processes`,
    },
    {
      what: 'memory',
      how: `${workers} × ${n(whole.memory.most)} MB + ${webs} × ${n(web.memory.most)} MB`,
      result: `${n((workers * whole.memory.most + webs * web.memory.most) / 1024)} GB`,
    },
    {
      what: 'cores of the database',
      how: 'CPU of each answer and run, as measured',
      result: n(database.cpu / 1000 / utilisation),
    },
    {
      what: 'rows and size of the database',
      how: `${n(database.rows)} a day × ${daysKept} days × ${n(database.bytes)} bytes`,
      result: `${n(database.rows * daysKept)} rows, ${n((database.rows * daysKept * database.bytes) / 1e9)} GB`,
    },
    {
      what: 'write-ahead log',
      how: `${n(database.rows)} a day × ${n(database.log)} bytes`,
      result: `${n((database.rows * database.log) / 1e9)} GB a day, ${n((peak(stored) * database.log) / 1e6)} MB a second at most`,
    },
    {
      what: 'connections to the database',
      how: `(${workers} + ${webs}) processes × 11`,
      result: n((workers + webs) * 11),
    },
  ];
}
