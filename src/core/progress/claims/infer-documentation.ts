import { isWorkflowPath } from '../../audit/tree.ts';
import type { Check, Topic } from './check.ts';
import type { ClaimContext } from './claim-context.ts';
import { pathsIn } from './infer-files.ts';
import type { MarkedItem } from './marked-item.ts';
import { makeTopic } from './topic.ts';

const writing =
  '(?:sections?|chapters?|paragraphs?|notes?|docs?|documentation|instructions?|guides?|examples?|hints?|comments?)';
const verb = '(?:add|include|write|put|insert|create|append)(?:s|ed|d)?';

/** Sentences in which a text is said to be in a file. */
const shapes: readonly { readonly pattern: RegExp }[] = [
  {
    pattern: new RegExp(
      `^${verb}\\s+(?:an?\\s+|the\\s+)?(?:new\\s+)?(?<path>⟦p\\d+⟧)\\s+(?<topic>${writing}\\s+(?:on|about|for|describing)\\s+.+)$`,
      'i',
    ),
  },
  { pattern: new RegExp(`^${verb}\\s+(?<topic>.+?)\\s+(?:to|in|into)\\s+(?:the\\s+)?(?<path>⟦p\\d+⟧)`, 'i') },
  {
    pattern:
      /^(?:update|extend|amend|expand|revise)s?d?\s+(?:the\s+)?(?<path>⟦p\d+⟧)\s+(?:with|by|to\s+(?:describe|explain|mention|document|cover))\s+(?<topic>.+)$/i,
  },
  {
    pattern:
      /^(?:document|describe|explain|mention)(?:s|ed|d)?\s+(?<topic>.+?)\s+(?:in|at)\s+(?:the\s+)?(?<path>⟦p\d+⟧)/i,
  },
  {
    pattern: /(?<path>⟦p\d+⟧)\s+(?:documents|describes|explains|mentions|covers|names)\s+(?<topic>.+)$/i,
  },
  {
    pattern:
      /^(?<topic>.+?)\s+(?:is|are|was|were|has been|have been)?\s*(?:documented|described|explained|mentioned|covered)\s+in\s+(?:the\s+)?(?<path>⟦p\d+⟧)/i,
  },
];

/** What a document or a script is said to speak of; code in backticks must stand there letter by letter. */
export function inferMentions(marked: MarkedItem, context: ClaimContext): Check[] {
  for (const { pattern } of shapes) {
    const groups = pattern.exec(marked.words)?.groups;
    const paths = pathsIn(groups?.path ?? '', marked);
    if (groups?.topic === undefined || paths.length === 0) continue;
    return paths.flatMap(([path]) => mention(path, groups.topic ?? '', marked, context));
  }
  return documented(marked, context);
}

/** `Document <topic>` without a file: the document that the items above it in the section name. */
function documented(marked: MarkedItem, context: ClaimContext): Check[] {
  const words = /^(?:document|describe|explain)(?:s|ed|d)?\s+(?<topic>[^⟦]+)$/i.exec(marked.words)?.groups
    ?.topic;
  const path = context.earlierPaths(marked.item).findLast(isDocument);
  return words === undefined || path === undefined ? [] : mention(path, words, marked, context);
}

function mention(path: string, words: string, marked: MarkedItem, context: ClaimContext): Check[] {
  const topic = makeTopic(words, marked, path, context.rarity);
  if (topic === undefined || !provable(path, topic, words)) return [];
  return [{ kind: 'file-mentions', path, topic }];
}

/** Words prove something in prose, and in a script's notes; in any other file only what is quoted as code does. */
function provable(path: string, topic: Topic, words: string): boolean {
  if (isDocument(path)) return true;
  if (topic.literals.length > 0) return true;
  return !isWorkflowPath(path) && new RegExp(`\\b${writing}\\b`, 'i').test(words);
}

/** Whether a file is written for people to read. */
function isDocument(path: string): boolean {
  return /\.(?:mdx?|markdown|rst|adoc|txt)$|(?:^|\/)README$/i.test(path);
}

/** `Remove <code> from <path>`: the text is gone while the file stays. */
export function inferOmissions(marked: MarkedItem): Check[] {
  const pattern =
    /\b(?:remove|delete|drop)[sd]?\s+(?:the\s+)?(?<codes>⟦c\d+⟧(?:(?:\s*,\s*|\s*,?\s+and\s+)⟦c\d+⟧)*)\s+from\s+(?:the\s+)?(?<path>⟦p\d+⟧)/i;
  const groups = pattern.exec(marked.words)?.groups;
  const [paths] = pathsIn(groups?.path ?? '', marked);
  const literals = [...(groups?.codes ?? '').matchAll(/⟦c(\d+)⟧/g)].map(
    ([, at]) => marked.code[Number(at)] ?? '',
  );
  return paths === undefined || literals.length === 0
    ? []
    : [{ kind: 'file-omits', path: paths[0], literals }];
}
