import { z } from 'zod';
import { type UnknownEventKey, unknownEventKeys } from '../workflow/unknown-event-keys.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  id: 'unknown-event-key',
  severity: 'note',
  summary: 'A key below an event that GitHub passes over',
  why: 'GitHub says nothing about a key that an event does not have. The filter that was meant is not there, and the workflow starts more often, or less often, than it seems to.',
  remedy: 'Correct the key, or remove it.',
  details: [
    'Only keys are noted whose meaning is plain: they are nearly spelt like a key of the event, or belong to another event. `workflow_call` is stricter: there, GitHub refuses the file.',
  ],
  options: z.object({}),
  *workflow({ workflow }) {
    for (const unknown of unknownEventKeys(workflow)) {
      const { key, of } = unknown;
      yield {
        at: key,
        key: `${of} ${key.text}`,
        message: `${of} has no key \`${key.text}\`: GitHub passes over it without a word.`,
        remedy: remedyFor(unknown),
      };
    }
  },
});

function remedyFor({ meant, foreign }: UnknownEventKey): string {
  if (meant !== undefined) return `Did you mean \`${meant}\`?`;
  if (foreign === undefined) return 'Remove it.';
  const { name, events } = foreign;
  return `Remove it: ${ownersOf(name, events)}.${insteadOf(name)}`;
}

function ownersOf(name: string, events: readonly string[]): string {
  const names = events.map((event) => `\`${event}\``);
  if (names.length > 5) return `\`${name}\` is a key of other events`;
  const listed = names.length === 1 ? names[0] : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
  return `\`${name}\` is a key of ${listed} only`;
}

/** What does the work of a filter that the event doesn't have. */
function insteadOf(name: string): string {
  if (name.startsWith('paths'))
    return ' Where the jobs matter for some files only, let a first job find out what changed.';
  if (/^(?:branches|tags|types)/.test(name))
    return ' Where the jobs are meant for some of these events only, say so in their `if`.';
  return '';
}
