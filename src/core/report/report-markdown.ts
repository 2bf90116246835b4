import type { Report, UsedSuppression } from '../audit/finding.ts';
import { clipText } from './clip.ts';
import { codeSpan, escapeMarkdown } from './escape-markdown.ts';
import { type LinkTo, placeMarkdown } from './finding-markdown.ts';
import { type Block, plainBlock } from './fit-blocks.ts';

/** A heading over blocks, where there are any. */
export function section(title: string, blocks: readonly Block[]): Block[] {
  return blocks.length === 0 ? [] : [plainBlock(`### ${title}\n`), ...blocks, plainBlock('')];
}

/** Suppressions that took effect; where there is a base, those that the change adds first and apart. */
export function suppressionBlocks(
  { suppressions }: Report,
  linkTo: LinkTo,
  compared: 'with base' | 'alone',
): Block[] {
  const listed = (chosen: readonly UsedSuppression[]) =>
    chosen.map(({ rule, path, line, reason }) => ({
      text: `- ${placeMarkdown(path, line, linkTo)} allows ${codeSpan(rule)}: ${escapeMarkdown(clipText(reason, 500))}`,
      findings: 1,
    }));
  if (compared === 'alone') return section('Suppressions', listed(suppressions));
  const byStatus = Object.groupBy(suppressions, ({ status }) => status);
  return [
    ...section('Suppressions that this change adds', listed(byStatus.introduced ?? [])),
    ...section('Suppressions that were there before', listed(byStatus.existing ?? [])),
  ];
}

/** Rules of ours that broke: what they would have found is not known. */
export function failureBlocks({ failures }: Report): Block[] {
  const lines = failures.map(({ rule, where, error }) =>
    plainBlock(`- ${codeSpan(rule)} on ${escapeMarkdown(where)}: ${escapeMarkdown(clipText(error, 300))}`),
  );
  return section('Rules that broke (a mistake of CI Warden, not of yours)', lines);
}
