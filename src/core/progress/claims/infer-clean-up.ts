import type { Check } from './check.ts';
import type { ClaimContext } from './claim-context.ts';
import { unmarked } from './clauses.ts';
import { containerWorkflows, runtimeNames } from './container-words.ts';
import type { MarkedItem } from './marked-item.ts';

const cleaning = 'clean(?:s|ed|ing)?[\\s-]?up|cleanup|tear(?:s|ing)?[\\s-]?down|torn[\\s-]down';
const between = `(?:(?:logic|steps?|code|jobs?|traps?|of|for|after|the|its|all|any|every|each|created|test|tests|testing|e2e|end-to-end|own|oci|${runtimeNames})\\s+){0,6}`;
const containers = `containers?\\b(?!\\s+(?:registry|registries|images?|tags?|docs?|documentation|files?|builds?|scans?))`;

/** Sentences that say that no container stays behind. */
const cleanUps = [
  `\\b(?:${cleaning})\\s+${between}${containers}`,
  `\\b${containers}[\\s-]+(?:${cleaning})\\b`,
  `\\b${containers}\\s+(?:that\\s+[^,;]*?\\s+)?(?:are|is|get|gets|be|always|being|automatically)\\s+(?:\\w+\\s+){0,2}?(?:cleaned[\\s-]up|torn[\\s-]down|removed|deleted)\\b`,
  `\\bno\\s+${between}${containers}\\s+(?:are\\s+|is\\s+|be\\s+|to\\s+be\\s+|must\\s+|may\\s+){0,3}(?:left|leaks?|leaked|remain(?:s|ing)?|stays?|outlives?|survives?)\\b`,
  `\\balways\\s+(?:remove|delete|clean\\s+up)\\s+${between}${containers}`,
  `^(?:${runtimeNames})\\s+(?:${cleaning})$`,
].map((pattern) => new RegExp(pattern, 'i'));

const onlyCleanUp = new RegExp(
  `^(?:(?:add|implement|write|it)\\s+)?(?:\\w+\\s+)?(?:${cleaning})(?:\\s+(?:logic|steps?|code|jobs?|afterwards))?$`,
  'i',
);

const otherwise = new RegExp(
  `\\b(?:remove|delete|drop|disable|skip|without|missing)\\b.*(?:${cleaning})|\\b(?:manual(?:ly)?|nightly|daily|weekly|cron(?:job)?|periodic(?:ally)?|scheduled?)\\b|\\bnot\\b|n['’]t\\b` +
    '|\\b(?:on|from)\\s+(?:\\w+\\s+){0,2}(?:runners?|hosts?|servers?|machines?)\\b',
  'i',
);

/** `Add clean-up logic for test containers`; what a person cleans up on a machine no workflow shows. */
export function inferCleanUp(marked: MarkedItem, context: ClaimContext): Check[] {
  const plain = (words: string): string => unmarked(words, marked).replaceAll('`', '');
  if (otherwise.test(plain(marked.allWords))) return [];
  const amongSteps = context.earlierChecks(marked.item).some(({ kind }) => kind === 'lifecycle-step');
  const found = cleanUps.some((pattern) => pattern.test(plain(marked.words)));
  if (!found && !(amongSteps && onlyCleanUp.test(marked.words))) return [];
  const runtime = new RegExp(`\\b(?:${runtimeNames})\\b`, 'i')
    .exec(plain(marked.allWords))?.[0]
    .toLowerCase();
  return [{ kind: 'container-clean-up', paths: containerWorkflows(marked, context, runtime) }];
}
