import type { Action } from '../action.ts';
import { clipText } from '../report/clip.ts';
import { escapeMarkdown } from '../report/escape-markdown.ts';

/** The check run for a head that could not be audited: a failure that says why, and how to ask again. */
export function decideFailure(
  asked: { readonly headSha: string; readonly externalId: string },
  why: string,
): Action[] {
  const summary = [
    'The audit could not be done. That is no verdict on the change.',
    `What went wrong: ${escapeMarkdown(clipText(why, 1000))}`,
    'What to do: choose **Re-run** at this check, or push again. If it keeps happening, tell whoever runs CI Warden: its log has the details under this head.',
  ].join('\n\n');
  return [
    {
      kind: 'complete-check-run',
      ...asked,
      conclusion: 'failure',
      output: { title: 'The audit could not be done', summary, annotations: [] },
    },
  ];
}
