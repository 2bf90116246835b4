import type { Span } from '../source/source-text.ts';
import type { Activity, Filter } from './activity.ts';
import { patternIncludes } from './pattern-includes.ts';

/** A trigger, or a part of one, that only one of two workflows has. */
export interface LostActivity {
  readonly what: string;
  readonly span: Span;
}

/** How far the triggers of one workflow take in those of another. */
export interface ActivityCover {
  /** 0 to 1: the least of what is taken in of any event. */
  readonly share: number;
  readonly lost: readonly LostActivity[];
}

/** What is left of an event where the other workflow keeps out a part of it (`paths-ignore`, say). */
const narrowed = 0.9;

/**
 * How far one workflow runs whenever another does. Starting by hand comes with any workflow: it counts only where
 * there is no other trigger, and is lost otherwise.
 */
export function activityCover(covered: readonly Activity[], by: readonly Activity[]): ActivityCover {
  const covers = covered.map((activity) => {
    const best = by
      .filter((other) => other.event === activity.event)
      .map((other) => coverOfOne(activity, other))
      .sort((a, b) => b.share - a.share)[0];
    return { activity, ...(best ?? { share: 0, lost: [{ what: activity.event, span: activity.span }] }) };
  });
  const automatic = covers.filter(({ activity }) => activity.event !== 'workflow_dispatch');
  const deciding = automatic.length > 0 ? automatic : covers;
  const share = deciding.length === 0 ? 0 : Math.min(...deciding.map((cover) => cover.share));
  return { share, lost: covers.flatMap((cover) => cover.lost) };
}

function coverOfOne(activity: Activity, other: Activity): ActivityCover {
  const { event, span } = activity;
  const covers = activity.filters.map((filter) => {
    const wide = other.filters.find((candidate) => candidate.name === filter.name);
    return wide === undefined ? { share: 1, lost: [] } : filterCover(filter, wide);
  });
  const lost = covers.flatMap((cover) => cover.lost.map((what) => ({ what: `${event} (${what})`, span })));
  const crons = activity.crons.filter((cron) => !other.crons.includes(cron));
  lost.push(...crons.map((cron) => ({ what: `${event} (${cron})`, span })));
  const often = activity.timesAWeek > other.timesAWeek ? other.timesAWeek / activity.timesAWeek : 1;
  return { share: covers.reduce((product, cover) => product * cover.share, often), lost };
}

function filterCover(filter: Filter, other: Filter): { share: number; lost: string[] } {
  const wanted = wantedBy(filter);
  const missed = wanted.filter((pattern) => !lets(other, pattern));
  const kept = other.deny.filter((pattern) => cuts(pattern, filter, wanted));
  const share = wanted.length === 0 ? 1 : (wanted.length - missed.length) / wanted.length;
  return {
    share: kept.length > 0 ? share * narrowed : share,
    lost: [
      ...missed.map((pattern) => (pattern === '**' ? `all ${filter.name}` : `${filter.name}: ${pattern}`)),
      ...kept.map((pattern) => `${filter.name}: ${pattern}`),
    ],
  };
}

/** The patterns that a filter lets through, without the workflow's own path: a copy names itself. */
function wantedBy({ allow, deny, own }: Filter): readonly string[] {
  const others = allow?.filter((pattern) => pattern !== own);
  const patterns = (others?.length === 0 ? allow : others) ?? ['**'];
  return patterns.filter((pattern) => !deny.some((denied) => patternIncludes(denied, pattern)));
}

function lets(filter: Filter, pattern: string): boolean {
  if (filter.deny.some((denied) => patternIncludes(denied, pattern))) return false;
  return filter.allow === undefined || filter.allow.some((allowed) => patternIncludes(allowed, pattern));
}

/** Whether the other's exclusion takes a part out of what this filter lets through. */
function cuts(denied: string, filter: Filter, wanted: readonly string[]): boolean {
  if (filter.deny.some((own) => patternIncludes(own, denied))) return false;
  return wanted.some((pattern) => !patternIncludes(denied, pattern) && patternIncludes(pattern, denied));
}
