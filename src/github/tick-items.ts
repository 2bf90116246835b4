import { applyPatch, structuredPatch } from 'diff';
import type { Action, RepositoryName } from '../core/action.ts';
import type { ItemToTick } from '../core/progress/tick-body.ts';
import type { GitHubClient } from './client.ts';

type TickItems = Extract<Action, { kind: 'tick-items' }>;

interface Answer {
  readonly repository: {
    readonly issue: {
      readonly userContentEdits: {
        /** Newest first; `diff` is the whole text after the edit. */
        readonly nodes: readonly ({ readonly diff: string | null } | null)[] | null;
      } | null;
    } | null;
  } | null;
}

/** The query that `tickItems` sends. */
export const bodyEditsQuery = `query ReadBodyEdits($owner: String!, $name: String!, $issue: Int!) {
  repository(owner: $owner, name: $name) {
    issue(number: $issue) { userContentEdits(first: 10) { nodes { diff } } }
  }
}`;

/** `tickBody` of the core, run where hostile Markdown holds nobody up. */
export type TickBody = (body: string, items: readonly ItemToTick[]) => Promise<string | undefined>;

/** Whose issue's body is ticked, and how. */
export interface Ticker {
  readonly client: GitHubClient;
  readonly repository: RepositoryName;
  readonly tickBody: TickBody;
}

/** How often an edit that came in between is taken over, before it is left to the next update. */
const mostRepairs = 3;

/**
 * Ticks items in an issue's body with one edit; nothing where none of them is there to tick. GitHub has no conditional
 * update of an issue, so the body is read right before the write, and the issue's edits right after it: an edit that
 * somebody made in between, which the write has replaced, is written again, with the ticks; where another comes in the
 * way of that, both are put together. What remains: two that change the same lines within these moments (the later
 * stands, the other is in the issue's history); and where GitHub keeps no edits there is nothing to check.
 */
export async function tickItems(
  { client, repository, tickBody }: Ticker,
  { issue, items }: TickItems,
): Promise<'ticked' | 'nothing-to-tick'> {
  const where = { owner: repository.owner, repo: repository.name, issue_number: issue };
  const { data } = await client.rest('GET /repos/{owner}/{repo}/issues/{issue_number}', where);
  let seen = data.body ?? '';
  let ticked = await tickBody(seen, items);
  if (ticked === undefined) return 'nothing-to-tick';
  for (let repairs = 0; repairs <= mostRepairs && ticked !== undefined; repairs += 1) {
    await client.rest('PATCH /repos/{owner}/{repo}/issues/{issue_number}', { ...where, body: ticked });
    const between = overwritten(await readEdits(client, repository, issue), { seen, ticked });
    if (between === undefined) break;
    const next = together(seen, between, ticked);
    seen = ticked;
    // Also where nothing is left to tick the text of the other edit must come back.
    ticked = (await tickBody(next, items)) ?? next;
  }
  return 'ticked';
}

/** The edit of somebody else that ours has replaced: it stands between ours, the newest, and the text that was read. */
function overwritten(
  edits: readonly string[],
  { seen, ticked }: { readonly seen: string; readonly ticked: string },
): string | undefined {
  const [newest, before] = edits;
  if (newest === undefined || before === undefined || !isSame(newest, ticked)) return undefined;
  return isSame(before, seen) ? undefined : before;
}

/** An edit that changes more lines is not put together with another: to find out how would take a minute. */
const mostLines = 500;

/**
 * The text with what another has made of `base`; the other's text where both have changed the same lines, or it is
 * another text.
 */
function together(base: string, other: string, text: string): string {
  const options = { maxEditLength: mostLines };
  const patch = structuredPatch('body', 'body', base, other, undefined, undefined, options);
  const patched = patch === undefined ? false : applyPatch(text, patch);
  return patched === false ? other : patched;
}

async function readEdits(
  client: GitHubClient,
  repository: RepositoryName,
  issue: number,
): Promise<readonly string[]> {
  const { data } = await client.query<Answer>(bodyEditsQuery, { ...repository, issue });
  const nodes = data.repository?.issue?.userContentEdits?.nodes ?? [];
  return nodes.flatMap((node) => node?.diff ?? []);
}

function isSame(one: string, other: string): boolean {
  const plain = (text: string): string => text.replace(/\r\n/g, '\n').trim();
  return plain(one) === plain(other);
}
