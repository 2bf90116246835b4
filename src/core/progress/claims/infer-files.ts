import type { Check } from './check.ts';
import { type MarkedItem, pathMark } from './marked-item.ts';

const adjectives =
  '(?:the|both|a|an|our|new|old|initial|first|second|own|duplicated?|redundant|obsolete|dead|legacy|unused|deprecated|superfluous|separate|dedicated|github|actions|reusable|e2e|test|ci)';
const nouns =
  '(?:workflows?|files?|scripts?|documents?|documentation|docs?|guides?|pages?|configs?|configurations?|templates?|pipelines?)';
// Bounded, as all that repeats in these patterns: an item of a thousand words must not take a thousand times as long.
const described = `(?:(?:${adjectives}|${nouns})\\s+){0,6}`;
const mark = '⟦p\\d+⟧';
const list = `${mark}(?:(?:\\s*,\\s*(?:and\\s+)?|\\s+and\\s+|\\s+or\\s+|\\s*&\\s*)${described}${mark})*`;
const noun =
  '(?:\\s+(?:workflow|file|script|document|page|guide|config|configuration|folder|directory)s?(?:\\s+files?)?)?';
const wholly =
  '(?:\\s+(?:entirely|completely|altogether|wholly|too|again|now|finally|for\\s+good|for\\s+ever|at\\s+last)){0,3}';
const repository =
  '(?:(?:the|our|this)\\s+)?(?:(?:repository|repo|project|codebase|source|git)(?:\\s+(?:root|tree))?|root|tree|main|master|⟦p\\d+⟧/?)';
/** After what is deleted: else only something of the file goes ("`ci.yml` cache", "`x.sh` from `ci.yml`"). */
const goneEnds = `${noun}${wholly}(?=\\s*(?:$|[.,;:!?–—-])|\\s+(?:and|or|but|which|that|for|with|as|so|since|because|in\\s+favou?r\\s+of|(?:from|in)\\s+${repository}(?![\\w⟦])|via|by|now)\\b)`;
/** After what is created: else it is made when a job runs ("in CI"), or is only an adjective ("`x.ts` convention"). */
const thereEnds = `${noun}(?=\\s*(?:$|[.,;:!?–—-])|\\s+(?:and|or|but|which|that|for|with|as|so|based|covering|containing|describing|explaining|documenting|replacing|running|using|to\\s+(?:test|check|run|build|verify|cover|describe|explain|document|show|replace|set|make|help)|(?:in|at|under|to)\\s+${repository}(?![\\w⟦])|from\\s+(?:scratch|the|a)|where|via)\\b)`;
const auxiliary =
  '(?:\\s+(?:file|workflow|script)s?)?(?:\\s+(?:is|are|was|were|has|have|had|been|be|being|gets?|got|now|must|should|completely|already|successfully)){0,6}';
const negation = /(?:\bnot|n['’]t|\bnever|\bwithout|\bkeep|\bcannot)\s+(?:\w+\s+){0,2}$/i;
/** The verb begins the clause, or a person's sentence about what they do: a job that writes a file is no promise of one. */
const begins = '(?:^|\\b(?:and|to|then|must|should|we|I|please|also)\\s+)';

const removal = [
  new RegExp(
    `\\b(?:delete|remove|drop|retire|eliminate|get\\s+rid\\s+of)(?:s|d|ed|ped)?\\s+${described}(${list})${goneEnds}`,
    'gi',
  ),
  new RegExp(
    `(${list})${auxiliary}\\s+(?:deleted|removed|gone|absent|dropped|retired|eliminated|no\\s+longer\\s+(?:exists?|there))\\b(?!\\s+(?:from|in|by)\\s+(?!${repository}))`,
    'gi',
  ),
  new RegExp(
    `^(?:there\\s+is\\s+)?no\\s+${described}(${list})(?=\\s*(?:$|[.;,])|\\s+(?:left|remains?|exists?|any\\s*more|(?:in|at)\\s+${repository})\\b)`,
    'gi',
  ),
];
const creation = [
  new RegExp(
    `${begins}(?:create|add|write|introduce|implement|commit|set\\s+up|new)(?:s|d|ed|ted)?\\s+${described}(${list})${thereEnds}`,
    'gi',
  ),
  new RegExp(
    `^(${list})${auxiliary}\\s+(?:created|added|written|introduced|committed|exists?|present|in\\s+place|there)\\b(?!\\s+but\\b)(?!\\s+(?:by|in|to|on|from|during|at)\\s+(?!${repository}))`,
    'gi',
  ),
];
const replacement = [
  /\b(?:rename|move|convert|migrate)[sd]?\s+(?:the\s+)?(?<gone>⟦p\d+⟧)\s*(?:\s(?:in)?to|→|->|=>)\s*(?<there>⟦p\d+⟧)/gi,
  /\breplace[sd]?\s+(?:the\s+)?(?<gone>⟦p\d+⟧)\s+(?:with|by)\s+(?<there>⟦p\d+⟧)/gi,
  /\b(?:merge|fold)[sd]?\s+(?:the\s+)?(?<gone>⟦p\d+⟧)\s+into\s+(?<there>⟦p\d+⟧)/gi,
];

/** Files that an item says are gone or there: the direct object of its verb, never a file that is only touched. */
export function inferFiles(marked: MarkedItem): Check[] {
  return [...replaced(marked), ...absent(marked), ...present(marked)];
}

function absent(marked: MarkedItem): Check[] {
  return objectsOf(marked, removal).map((paths) => ({ kind: 'file-absent', paths }));
}

function present(marked: MarkedItem): Check[] {
  return objectsOf(marked, creation).map(([path]) => ({ kind: 'file-present', path }));
}

function replaced(marked: MarkedItem): Check[] {
  return replacement
    .flatMap((pattern) => [...marked.words.matchAll(pattern)])
    .flatMap(({ groups }): Check[] => {
      const [gone] = pathsIn(groups?.gone ?? '', marked);
      const [there] = pathsIn(groups?.there ?? '', marked);
      if (gone === undefined || there === undefined) return [];
      return [
        { kind: 'file-absent', paths: gone },
        { kind: 'file-present', path: there[0] },
      ];
    });
}

function objectsOf(marked: MarkedItem, patterns: readonly RegExp[]): MarkedItem['paths'] {
  return patterns
    .flatMap((pattern) => [...marked.words.matchAll(pattern)])
    .filter((match) => !negation.test(marked.words.slice(0, match.index)))
    .flatMap((match) => pathsIn(match[1] ?? '', marked));
}

/** The paths that the marks in a stretch of words stand for. */
export function pathsIn(words: string, marked: MarkedItem): MarkedItem['paths'] {
  return [...words.matchAll(new RegExp(pathMark, 'g'))].flatMap(([, at]) => {
    const paths = marked.paths[Number(at)];
    return paths === undefined ? [] : [paths];
  });
}
