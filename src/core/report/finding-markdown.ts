import type { Finding } from '../audit/finding.ts';
import type { Severity } from '../audit/severity.ts';
import { clipText } from './clip.ts';
import { countFindings } from './count-words.ts';
import { codeSpan, escapeMarkdown, messageMarkdown } from './escape-markdown.ts';
import { type Block, plainBlock } from './fit-blocks.ts';

/** Where a line of a file can be read, as an address; undefined where it can't. */
export type LinkTo = (path: string, line: number) => string | undefined;

const mostPlaces = 12;
const longestMessage = 1_000;
const gravity: readonly Severity[] = ['error', 'warning', 'note'];

/** Findings as Markdown, by rule, the gravest first: what each rule has to say once, then each place. */
export function findingBlocks(findings: readonly Finding[], linkTo: LinkTo): Block[] {
  return groupByRule(findings).flatMap(([rule, group]) => {
    const shared = sharedReason(group);
    return [
      plainBlock(`\n#### ${codeSpan(rule)}: ${countFindings(group)}`),
      ...(shared === undefined ? [] : [plainBlock(`${words(shared)}\n`)]),
      ...group.map((finding) => ({ text: findingItem(finding, linkTo, shared), findings: 1 })),
    ];
  });
}

/** Findings as a plain list, one line each. */
export function findingLines(findings: readonly Finding[], linkTo: LinkTo): Block[] {
  return findings.map((finding) => ({
    text: `- ${placeMarkdown(finding.path, finding.start.line, linkTo)} ${finding.severity} ${codeSpan(finding.rule)}: ${words(finding.message)}`,
    findings: 1,
  }));
}

function groupByRule(findings: readonly Finding[]): [string, Finding[]][] {
  const groups = Map.groupBy(findings, ({ rule }) => rule);
  const gravest = (group: readonly Finding[]) =>
    Math.min(...group.map(({ severity }) => gravity.indexOf(severity)));
  return [...groups].toSorted(([, a], [, b]) => gravest(a) - gravest(b));
}

function sharedReason([first, ...others]: readonly Finding[]): string | undefined {
  return others.every(({ reason }) => reason === first?.reason) ? first?.reason : undefined;
}

function findingItem(finding: Finding, linkTo: LinkTo, shared: string | undefined): string {
  const { path, start, severity, message, reason, remedy, related, lost = [] } = finding;
  const places = [
    ...related.map(
      (place) => `See ${placeMarkdown(place.path, place.line, linkTo)}: ${words(place.message)}`,
    ),
    ...lost.map((one) => `Would be lost: ${words(one.what)} (${placeMarkdown(one.path, one.line, linkTo)})`),
  ];
  const more = places.length - mostPlaces;
  return [
    `- **${severity}** at ${placeMarkdown(path, start.line, linkTo)}: ${words(message)}`,
    ...(reason === shared ? [] : [`  - Why: ${words(reason)}`]),
    `  - What to do: ${words(remedy)}`,
    ...places.slice(0, mostPlaces).map((place) => `  - ${place}`),
    ...(more > 0 ? [`  - …and ${more} more places`] : []),
  ].join('\n');
}

function words(message: string): string {
  return messageMarkdown(clipText(message, longestMessage));
}

/** `path:line`, as a link where the line can be read somewhere. */
export function placeMarkdown(path: string, line: number, linkTo: LinkTo): string {
  const text = escapeMarkdown(`${clipText(path, 250)}:${line}`);
  const address = linkTo(path, line);
  // Between angle brackets an address ends only at one of these, and encoding leaves none of them.
  return address === undefined ? text : `[${text}](<${address.replace(/[<>\s\\]/g, encodeURIComponent)}>)`;
}
