import { isGraver } from './finding-of.ts';
import { identityText } from './fingerprint.ts';
import type { Moves } from './moves.ts';
import type { Numbered } from './number-findings.ts';
import type { Weighed as Unnumbered } from './suppress.ts';

type Weighed = Unnumbered & Numbered;

/** Which finding of the head is which finding of the base. */
export interface Comparison {
  /** The base's counterpart of a finding of the head. */
  counterpart(head: Weighed): Weighed | undefined;
  /** The base's findings that are gone. */
  readonly gone: readonly Weighed[];
}

type Key = (one: Weighed) => string | undefined;

/**
 * Pairs the findings of the head with those of the base: by identity, moves of files and jobs considered; then by
 * their line, where only the step's name or script changed; then by what they are about, where a step was rewritten in
 * its place (other quotes, a continued line, `--bundle` for `-b`); then a duplicate with its mirror image, where the
 * other of two twins is now the one to delete.
 */
export function compareFindings(
  head: readonly Weighed[],
  base: readonly Weighed[],
  moves: Moves,
): Comparison {
  const translated = new Map(base.map((one) => [one, { ...one, identity: moves.translate(one.identity) }]));
  const counterparts = new Map<Weighed, Weighed>();
  const left = new Set(base);
  const pair = (headKey: Key, baseKey: Key) => {
    if (left.size === 0) return;
    const waiting = groupBy([...left], (one) => baseKey(translated.get(one) ?? one));
    for (const one of head) {
      if (counterparts.has(one)) continue;
      const key = headKey(one);
      const partners = key === undefined ? undefined : waiting.get(key);
      const partner = takePartner(one, partners);
      if (partner === undefined) continue;
      counterparts.set(one, partner);
      left.delete(partner);
    }
  };
  pair(byIdentityAndLine, byIdentityAndLine);
  pair(byIdentity, byIdentity);
  pair(byLine, byLine);
  pair(bySubject(moves, 'head'), bySubject(moves, 'base'));
  pair(byTwins, byTwinsReversed);
  return { counterpart: (one) => counterparts.get(one), gone: [...left] };
}

const byIdentity: Key = (one) => identityText(one.identity);
const byIdentityAndLine: Key = (one) => `${identityText(one.identity)}\0${one.lineText}`;
const byLine: Key = (one) => `${identityText({ ...one.identity, step: undefined })}\0${one.lineText}`;
const bySubject =
  (moves: Moves, side: 'base' | 'head'): Key =>
  (one) => {
    const place = moves.placeOf(one, side);
    return place === undefined
      ? undefined
      : `${identityText({ ...one.identity, step: undefined })}\0${place}`;
  };
const byTwins: Key = ({ finding }) => {
  const other = finding.coverage === undefined ? undefined : finding.related[0];
  return other && [finding.rule, finding.path, other.path].join('\0');
};
const byTwinsReversed: Key = ({ finding }) => {
  const other = finding.coverage === undefined ? undefined : finding.related[0];
  return other && [finding.rule, other.path, finding.path].join('\0');
};

/** One of equal gravity or more, if there is one: what has become graver counts as introduced. */
function takePartner(one: Weighed, partners: Weighed[] | undefined): Weighed | undefined {
  if (partners === undefined) return undefined;
  const index = partners.findIndex((other) => !isGraver(one.finding.severity, other.finding.severity));
  return partners.splice(Math.max(0, index), 1)[0];
}

function groupBy(all: readonly Weighed[], key: Key): Map<string, Weighed[]> {
  const groups = new Map<string, Weighed[]>();
  for (const one of all) {
    const name = key(one);
    if (name === undefined) continue;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [one]);
    else group.push(one);
  }
  return groups;
}
