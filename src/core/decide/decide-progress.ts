import type { Action } from '../action.ts';
import type { WorkflowCache } from '../audit/workflow-cache.ts';
import type { Tracking } from '../policy/policy.ts';
import { assess, type ProgressInput } from '../progress/assess.ts';
import { needsOf, type ProgressNeeds } from '../progress/needs/progress-needs.ts';
import type { Progress } from '../progress/progress.ts';
import { asProgressComment, progressMarker } from '../progress/render/as-progress-comment.ts';
import { countsLine } from '../progress/render/counts-line.ts';
import { progressBar } from '../progress/render/progress-bar.ts';
import { messageMarkdown } from '../report/escape-markdown.ts';
import { type DatedItem, datedByFiles } from './dated-by-files.ts';
import { planOf } from './plan-of.ts';
import { readPolicy } from './policy-in-force.ts';
import type { SprintFacts } from './sprint-facts.ts';

/** How one sprint stands, and what to do about it. */
export interface SprintDecided {
  /** The tracking issue. */
  readonly issue: number;
  readonly actions: readonly Action[];
  /** In a few words for a reply, as Markdown. */
  readonly summary: string;
  readonly needs: SprintNeeds;
  /** The items that the files contradict or prove: since when, only the history tells. */
  readonly dated: readonly DatedItem[];
}

/** What a sprint needs besides what every sprint does. */
export interface SprintNeeds extends ProgressNeeds {
  /** The sprint's first day, as an ISO date. */
  readonly started: string | undefined;
  /** The issues whose comments hold a part of the plan. */
  readonly comments: readonly number[];
}

const nothing: ProgressNeeds = {
  paths: [],
  issues: [],
  allPaths: 'not needed',
  runs: { latest: [], parallel: [], time: [], runners: [] },
  runners: 'not needed',
};

/**
 * Decides for each sprint that the default branch's policy tracks: its comment, and the boxes to tick. What it decides
 * counts once all that its `needs` name has been read.
 */
export function decideProgress(facts: SprintFacts, cache: WorkflowCache): SprintDecided[] {
  const places = new Map<number, number>();
  return trackedIn(facts).map((tracking) => {
    const place = (places.get(tracking.issue) ?? 0) + 1;
    places.set(tracking.issue, place);
    return decideSprint(facts, { tracking, marker: markerOf(place), cache });
  });
}

/** What the policy tracks; and the issue under which somebody asks, where its body has a checklist. */
export function trackedIn(facts: SprintFacts): readonly Tracking[] {
  const { policy } = readPolicy(facts.tree, facts.organisationPolicy);
  const { asked } = facts;
  if (asked === undefined || policy.tracking.some(({ issue }) => issue === asked)) return policy.tracking;
  const own = {
    issue: asked,
    plan: undefined,
    started: undefined,
    tick: false,
    comments: false,
    evidence: [],
  };
  const found = planOf(own, facts);
  const hasItems = found.kind === 'plan' && found.plan.items.length > 0;
  return hasItems ? [...policy.tracking, own] : policy.tracking;
}

/** An issue on which several plans are tracked has a comment for each. */
function markerOf(place: number): string {
  return place === 1 ? progressMarker : progressMarker.replace(' -->', `:${place} -->`);
}

interface SprintAsked {
  readonly tracking: Tracking;
  readonly marker: string;
  readonly cache: WorkflowCache;
}

function decideSprint(facts: SprintFacts, { tracking, marker, cache }: SprintAsked): SprintDecided {
  const { issue } = tracking;
  const own = {
    paths: tracking.plan === undefined ? [] : [tracking.plan],
    comments: tracking.comments ? [issue] : [],
  };
  const found = planOf(tracking, facts);
  if (found.kind === 'none') {
    const summary = messageMarkdown(`This sprint can't be followed: ${found.why}.`);
    const needs = { ...nothing, ...own, issues: [issue], started: undefined };
    return {
      issue,
      actions: kept(facts, { issue, marker, text: summary }),
      summary,
      needs,
      dated: [],
    };
  }
  const input = inputOf(facts, { plan: found.plan, tracking, cache });
  const progress = assess(input);
  const needs = needsOf(progress, input);
  return {
    issue,
    actions: [
      ...ticks(progress, tracking),
      ...kept(facts, { issue, marker, text: asProgressComment(progress) }),
    ],
    summary: `${progressBar(progress)}\n\n${countsLine(progress)}`,
    needs: {
      ...needs,
      paths: [...own.paths, ...needs.paths],
      comments: own.comments,
      issues: [...new Set([issue, ...needs.issues])],
      started: tracking.started ?? found.plan.started,
    },
    dated: datedByFiles(input),
  };
}

/** What a sprint's progress is assessed from. */
export function inputOf(
  facts: SprintFacts,
  { plan, tracking, cache }: Pick<ProgressInput, 'plan'> & { tracking: Tracking; cache: WorkflowCache },
): ProgressInput & { readonly cache: WorkflowCache } {
  const { policy } = readPolicy(facts.tree, facts.organisationPolicy);
  const { repository, webUrl, readAt, defaultBranch, headSha, issues, runs, runners, since } = facts;
  return {
    plan,
    tracking,
    policy,
    tree: facts.tree,
    ...(facts.paths !== undefined && { paths: facts.paths }),
    repositoryFacts: facts.known,
    facts: {
      readAt,
      defaultBranch,
      repositoryUrl: `${webUrl}/${repository.owner}/${repository.name}`,
      headSha,
      issues,
      runs,
      runners,
      since: since.get(tracking.issue) ?? new Map(),
    },
    cache,
  };
}

/** Where there is no such issue, there is nowhere to write. */
function kept(
  { issues }: SprintFacts,
  { issue, marker, text }: { readonly issue: number; readonly marker: string; readonly text: string },
): Action[] {
  if (issues.get(issue) === undefined) return [];
  const body = `${text}\n\n${marker}`;
  return [{ kind: 'keep-comment', issue, marker, body, unchanged: 'but-for-the-moment' }];
}

function ticks({ items }: Progress, { tick, issue }: Tracking): Action[] {
  const ready = items.filter(({ state }) => state === 'ready to tick');
  if (!tick || ready.length === 0) return [];
  const chosen = ready.map(({ item: { section, text, line } }) => ({ section, text, line }));
  return [{ kind: 'tick-items', issue, items: chosen }];
}
