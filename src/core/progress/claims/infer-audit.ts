import type { Check } from './check.ts';
import type { ClaimContext } from './claim-context.ts';
import type { MarkedItem } from './marked-item.ts';

/** `No duplicate workflows remain`, `the audit is free of dead-workflow`: an item that names a rule by its words. */
export function inferAudit(marked: MarkedItem, context: ClaimContext): Check[] {
  const text = marked.item.reading.toLowerCase().replace(/[`_-]/g, ' ');
  const path = marked.paths[0]?.[0];
  return context.rules
    .filter((rule) => isDenied(text, rule.replaceAll('-', ' ')) || marked.code.includes(rule))
    .map((rule) => ({ kind: 'audit-clean', rule, path }));
}

/** Whether the text says that there is none of an offence. */
function isDenied(text: string, offence: string): boolean {
  const none =
    '(?:no|zero|without|free of|clean of)\\s+(?:more\\s+|further\\s+|remaining\\s+|any\\s+|other\\s+)*';
  return new RegExp(`\\b${none}${offence}s?\\b`).test(text);
}
