import { readClaimAs } from '../claims/read-as.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { AssessedItem, Progress } from '../progress.ts';

/** The progress as one JSON object, the contract that scripts rely on (version 1); ends with a line break. */
export function asProgressJson({ plan, items, counts }: Progress): string {
  const object = {
    version: 1,
    plan: { title: plan.title ?? null, issue: plan.issue ?? null },
    items: items.map(plainItem),
    counts,
  };
  return `${JSON.stringify(object, undefined, 2)}\n`;
}

/** Named one by one: what is not in the contract doesn't get out, and the order is always the same. */
function plainItem({ item, claim, evidence, state }: AssessedItem) {
  return {
    section: item.section,
    text: item.text,
    ticked: item.ticked,
    state,
    claim: readClaimAs(claim) ?? null,
    evidence: evidence.map(plainEvidence),
  };
}

function plainEvidence({ kind, verdict, detail, path, line, url }: Evidence) {
  return {
    kind,
    verdict,
    detail,
    ...(path !== undefined && { path }),
    ...(line !== undefined && { line }),
    ...(url !== undefined && { url }),
  };
}
