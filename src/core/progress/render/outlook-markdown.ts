import { type Block, plainBlock } from '../../report/fit-blocks.ts';
import type { ProgressFacts } from '../evidence/facts.ts';
import type { Progress } from '../progress.ts';
import type { Prospect } from '../prospects.ts';
import { evidenceMarkdown } from './evidence-markdown.ts';
import { proseMarkdown } from './prose-markdown.ts';

const longest = 300;
const mostKnown = 8;

/** The plan's dependencies and risks with what can be known of each. */
export function outlookBlocks({ outlook, facts }: Progress): Block[] {
  const dependencies = outlook.dependencies.map(({ prose, known }) =>
    entry(proseMarkdown(prose, longest), known, facts),
  );
  const risks = outlook.risks.map(({ risk, mitigation, known }) => {
    const against = mitigation === undefined ? '' : ` — ${proseMarkdown(mitigation, longest)}`;
    return entry(`${proseMarkdown(risk, longest)}${against}`, known, facts);
  });
  return [...listed('Dependencies', dependencies), ...listed('Risks', risks)];
}

function listed(title: string, entries: readonly string[]): Block[] {
  return entries.length === 0
    ? []
    : [plainBlock(`### ${title}\n`), ...entries.map(plainBlock), plainBlock('')];
}

function entry(words: string, known: readonly Prospect[], facts: ProgressFacts | undefined): string {
  const lines = known.slice(0, mostKnown).map((one) => `  - ${evidenceMarkdown(one, facts, longest)}`);
  const more = known.length > mostKnown ? [`  - …and ${known.length - mostKnown} more`] : [];
  return [`- ${words}`, ...lines, ...more].join('\n');
}
