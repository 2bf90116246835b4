import { isWorkflowPath } from '../../audit/tree.ts';
import type { Check } from './check.ts';
import type { ClaimContext } from './claim-context.ts';
import { pathsIn } from './infer-files.ts';
import type { MarkedItem } from './marked-item.ts';
import { makeTopic } from './topic.ts';

const writing =
  '(?:sections?|chapters?|paragraphs?|notes?|docs?|documentation|instructions?|guides?|guidance|steps|examples?|hints?|comments?|explanations?|overview|descriptions?|troubleshooting|faq)';
const put = '(?:add|include|write|put|insert|append)(?:s|ed|d)?';
const tell = '(?:document|describe|explain|mention|cover)';

const files = '(?<path>⟦p\\d+⟧(?:(?:\\s*,\\s*(?:and\\s+)?|\\s+and\\s+|\\s*&\\s*)⟦p\\d+⟧)*)';

/** Sentences in which a text is said to be put into a file: they count where they speak of writing, or quote code. */
const putting: readonly RegExp[] = [
  new RegExp(
    `^${put}\\s+(?:an?\\s+|the\\s+)?(?:new\\s+)?(?<path>⟦p\\d+⟧)\\s+(?<topic>${writing}\\s+(?:on|about|for|describing)\\s+.+)$`,
    'i',
  ),
  new RegExp(`^${put}\\s+(?<topic>.+?)\\s+(?:to|in|into)\\s+(?:the\\s+)?${files}[\\s.!]*$`, 'i'),
  new RegExp(
    `^${put}\\s+(?<topic>.+?)\\s+(?:to|in|into)\\s+(?:the\\s+)?(?<path>⟦p\\d+⟧)\\s+(?:for|so|which|that|about|on)\\b`,
    'i',
  ),
  /^(?:update|extend|amend|expand|revise|create|write)s?d?\s+(?:an?\s+|the\s+|new\s+){0,3}(?<path>⟦p\d+⟧)\s+(?:with|by)\s+(?<topic>.+)$/i,
  new RegExp(
    `^(?<path>⟦p\\d+⟧)\\s+(?:now\\s+)?(?:has|contains|includes|gets|got)\\s+(?:an?\\s+|the\\s+|new\\s+){0,3}(?<topic>.*${writing}.*)$`,
    'i',
  ),
];

/** Sentences in which a file is said to tell of something. */
const telling: readonly RegExp[] = [
  /^(?:create|write|add)s?d?\s+(?:an?\s+|the\s+|new\s+){0,3}(?<path>⟦p\d+⟧)\s+(?:describing|explaining|documenting|about)\s+(?<topic>.+)$/i,
  new RegExp(
    `^(?:update|extend|amend|expand|revise)s?d?\\s+(?:the\\s+)?(?<path>⟦p\\d+⟧)\\s+to\\s+${tell}\\s+(?<topic>.+)$`,
    'i',
  ),
  new RegExp(`^${tell}(?:s|ed|d)?\\s+(?<topic>.+?)\\s+(?:in|at)\\s+(?:the\\s+)?${files}`, 'i'),
  new RegExp(`^${tell}(?:s|ed|d)?\\s+(?:in|at)\\s+(?:the\\s+)?(?<path>⟦p\\d+⟧),?\\s+(?<topic>.+)$`, 'i'),
  new RegExp(`^in\\s+(?:the\\s+)?(?<path>⟦p\\d+⟧),?\\s+${tell}\\s+(?<topic>.+)$`, 'i'),
  /^(?<path>⟦p\d+⟧)\s+(?:documents|describes|explains|mentions|covers|names)\s+(?<topic>.+)$/i,
  /^(?<topic>.+?)\s+(?:is|are|was|were|has been|have been)?\s*(?:documented|described|explained|mentioned|covered)\s+in\s+(?:the\s+)?(?<path>⟦p\d+⟧)/i,
];

/** Things of a document that its words don't speak of. */
const noTopic =
  /\b(?:badges?|screenshots?|links?|images?|pictures?|figures?|diagrams?|charts?|logos?|icons?|emojis?|table\s+of\s+contents|toc|typos?|spelling|spell|grammar|formatting|layout|style|index|headers?|footers?|front\s?matter|metadata|changes|content|names?|translations?|wording|review|fixes|corrections?|tests?)\b/i;

/** What a document or a script is said to speak of; code in backticks must stand there letter by letter. */
export function inferMentions(marked: MarkedItem, context: ClaimContext): Check[] {
  const { words } = marked;
  const told = firstOf(telling, words);
  if (told !== undefined) return mentionsOf(told, marked, context);
  const found = firstOf(putting, words);
  if (found === undefined) return documented(marked, context);
  return new RegExp(`\\b${writing}\\b|⟦[cp]\\d+⟧`, 'i').test(found.topic ?? '')
    ? mentionsOf(found, marked, context)
    : [];
}

function firstOf(patterns: readonly RegExp[], words: string): Record<string, string> | undefined {
  return patterns.map((pattern) => pattern.exec(words)).find((match) => match !== null)?.groups;
}

function mentionsOf(
  { path: file = '', topic = '' }: Record<string, string>,
  marked: MarkedItem,
  context: ClaimContext,
): Check[] {
  return pathsIn(file, marked).flatMap(([path]) => mention(path, topic, marked, context));
}

/** `Document <topic>` without a file: the one document that the items above it in the section name. */
function documented(marked: MarkedItem, context: ClaimContext): Check[] {
  const words = /^(?:document|describe|explain)(?:s|ed|d)?\s+(?<topic>[^⟦]+)$/i.exec(marked.words)?.groups
    ?.topic;
  const [path, ...others] = new Set(context.earlierPaths(marked.item).filter(isDocument));
  if (words === undefined || path === undefined || others.length > 0) return [];
  return mention(path, words, marked, context);
}

function mention(path: string, words: string, marked: MarkedItem, context: ClaimContext): Check[] {
  const forPeople = isDocument(path);
  if (forPeople && noTopic.test(words)) return [];
  const topic = makeTopic(words, marked, path, context.rarity);
  // That a text stands there once is no proof of what is promised for every job.
  if (topic === undefined || (!forPeople && /\b(?:all|every|each)\b/i.test(words))) return [];
  if (forPeople) return [{ kind: 'file-mentions', path, topic }];
  const provable =
    topic.literals.length > 0
      ? topic.words === ''
      : !isWorkflowPath(path) && new RegExp(`\\b${writing}\\b`, 'i').test(words);
  if (!provable) return [];
  return [
    { kind: 'file-mentions', path, topic: { ...topic, literals: asKeys(topic.literals, path, words) } },
  ];
}

/** A job of a workflow stands there as a key. */
function asKeys(literals: readonly string[], path: string, words: string): readonly string[] {
  return isWorkflowPath(path) && /\bjobs?\b/i.test(words)
    ? literals.map((literal) => `${literal}:`)
    : literals;
}

/** Whether a file is written for people to read. */
function isDocument(path: string): boolean {
  return /\.(?:mdx?|markdown|rst|adoc|txt)$|(?:^|\/)README$/i.test(path);
}

/** `Remove <code> from <path>`: the text is gone while the file stays; from a folder it is the file that goes. */
export function inferOmissions(marked: MarkedItem): Check[] {
  const pattern =
    /^(?:remove|delete|drop)[sd]?\s+(?:the\s+)?(?<codes>⟦[cp]\d+⟧(?:(?:\s*,\s*|\s*,?\s+and\s+)⟦[cp]\d+⟧)*)(?:\s+(?:option|flag|key|setting|step|job|label|line|block|variable|trigger|input)s?)?\s+from\s+(?:the\s+)?(?<path>⟦p\d+⟧)/i;
  const groups = pattern.exec(marked.words)?.groups;
  const [paths] = pathsIn(groups?.path ?? '', marked);
  const literals = [...(groups?.codes ?? '').matchAll(/⟦([cp])(\d+)⟧/g)].map(
    ([, kind, at]) => (kind === 'c' ? marked.code : marked.written)[Number(at)] ?? '',
  );
  if (paths === undefined || paths[0].endsWith('/') || literals.length === 0) return [];
  return [{ kind: 'file-omits', path: paths[0], literals: asKeys(literals, paths[0], marked.words) }];
}
