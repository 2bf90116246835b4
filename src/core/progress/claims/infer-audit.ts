import type { Check } from './check.ts';
import type { ClaimContext } from './claim-context.ts';
import { unmarked } from './clauses.ts';
import { pathsIn } from './infer-files.ts';
import type { MarkedItem } from './marked-item.ts';

/** `No duplicate workflows remain`, `the audit is free of dead-workflow`: an item that names a rule by its words. */
export function inferAudit(marked: MarkedItem, context: ClaimContext): Check[] {
  const text = unmarked(marked.words, marked).toLowerCase().replace(/[`_-]/g, ' ');
  const path = pathsIn(marked.words, marked)[0]?.[0];
  return context.rules
    .filter(
      (rule) =>
        isDenied(text, rule.replaceAll('-', ' ')) ||
        isMended(text, rule.replaceAll('-', ' '), marked.code.includes(rule)),
    )
    .map((rule) => ({ kind: 'audit-clean', rule, path }));
}

/** A rule by its id, with a verb that says that nothing of it is left: to discuss or to switch it off is not that. */
function isMended(text: string, offence: string, asCode: boolean): boolean {
  if (!asCode) return false;
  const findings = '(?:\\s+(?:findings?|errors?|warnings?|offences?|problems?|reports?|issues?))?';
  const before = new RegExp(
    `\\b(?:fix|resolve|mend|clear|address|eliminate)(?:s|es|d|ed)?\\s+(?:all\\s+|the\\s+|every\\s+|each\\s+|remaining\\s+){0,3}${offence}${findings}`,
  );
  const after = new RegExp(
    `\\b${offence}${findings}\\s+(?:is|are|has been|have been)?\\s*(?:fixed|clean|green|resolved|gone|solved|mended|silent)\\b`,
  );
  return before.test(text) || after.test(text);
}

/** Whether the text says that there is none of an offence. */
function isDenied(text: string, offence: string): boolean {
  const none =
    '(?:no|zero|without|free of|clean of)\\s+(?:more\\s+|further\\s+|remaining\\s+|any\\s+|other\\s+){0,4}';
  return new RegExp(`\\b${none}${offence}s?\\b`).test(text);
}
