import { isWorkflowPath } from '../../audit/tree.ts';
import type { Check } from '../claims/check.ts';
import { type Evidence, evidence } from './evidence.ts';
import { placeOfLiteral, type TextFormat, weighTopicIn } from './mentions.ts';
import type { WeighInput } from './weigh-input.ts';
import { whyNoWorkflow, workflowAt } from './why-no-workflow.ts';

type FileCheck = Extract<Check, { kind: 'file-absent' | 'file-present' | 'file-mentions' | 'file-omits' }>;

/** What the files themselves tell: whether they are there, and what they say. */
export function weighFile(check: FileCheck, input: WeighInput): Evidence[] {
  switch (check.kind) {
    case 'file-absent':
      return [absent(check.paths, input)];
    case 'file-present':
      return [present(check.path, input)];
    case 'file-mentions':
      return [mentions(check, input)];
    case 'file-omits':
      return [omits(check, input)];
  }
}

function absent(paths: readonly string[], input: WeighInput): Evidence {
  const there = paths.find((path) => isThere(path, input));
  if (there !== undefined)
    return evidence('file-absent', 'fails', `\`${there}\` is still there`, { path: there });
  const [path = ''] = paths;
  return evidence('file-absent', 'holds', `\`${path}\` is absent`, { path });
}

function present(path: string, input: WeighInput): Evidence {
  const { kind } = { kind: 'file-present' } as const;
  if (isWorkflowPath(path)) {
    const refused = whyNoWorkflow(path, input);
    if (refused !== undefined) return evidence(kind, 'fails', refused.detail, refused.place);
    return evidence(kind, 'holds', `\`${path}\` is there, and GitHub accepts it`, { path, line: 1 });
  }
  return isThere(path, input)
    ? evidence(kind, 'holds', `\`${path}\` is there`, path.endsWith('/') ? { path } : { path, line: 1 })
    : evidence(kind, 'fails', `\`${path}\` is not there`, { path });
}

/** A folder is there when a file in it is. */
function isThere(path: string, { tree }: WeighInput): boolean {
  const bare = path.replace(/\/$/, '');
  if (tree.get(bare) !== undefined) return true;
  return path.endsWith('/') && [...tree.keys()].some((one) => one.startsWith(path));
}

function mentions({ path, topic }: Extract<Check, { kind: 'file-mentions' }>, input: WeighInput): Evidence {
  const text = textOf(path, input);
  if (typeof text !== 'string') return evidence('file-mentions', 'fails', text.why, { path, ...text.place });
  const { verdict, detail, line } = weighTopicIn(text, topic, formatOf(path));
  return evidence('file-mentions', verdict, `\`${path}\`: ${detail}`, {
    path,
    line: line ?? 1,
  });
}

function omits({ path, literals }: Extract<Check, { kind: 'file-omits' }>, input: WeighInput): Evidence {
  const text = textOf(path, input);
  if (typeof text !== 'string') return evidence('file-omits', 'fails', text.why, { path, ...text.place });
  const found = literals.find((literal) => placeOfLiteral(text, literal) >= 0);
  const listed = literals.map((literal) => `\`${literal}\``).join(' or ');
  if (found === undefined)
    return evidence('file-omits', 'holds', `\`${path}\` does not say ${listed}`, { path, line: 1 });
  const line = text.slice(0, placeOfLiteral(text, found)).split(/\r\n|\n|\r/).length;
  return evidence('file-omits', 'fails', `\`${path}\` still says \`${found}\``, { path, line });
}

/** A file's text; a workflow's without its comments, for what is commented out isn't done. */
function textOf(
  path: string,
  input: WeighInput,
): string | { readonly why: string; readonly place: { readonly line?: number } } {
  if (isWorkflowPath(path)) {
    const refused = whyNoWorkflow(path, input);
    if (refused !== undefined) return { why: refused.detail, place: refused.place };
    return withoutComments(path, input);
  }
  const entry = input.tree.get(path);
  if (entry === undefined) return { why: `\`${path}\` is not there`, place: {} };
  return entry.kind === 'text' ? entry.text : { why: `\`${path}\` cannot be read: ${entry.why}`, place: {} };
}

function withoutComments(path: string, { repository }: WeighInput): string {
  const workflow = workflowAt(path, repository);
  let text = workflow?.source.text ?? '';
  for (const { span } of workflow?.comments ?? []) {
    text = text.slice(0, span.start) + ' '.repeat(span.end - span.start) + text.slice(span.end);
  }
  return text;
}

function formatOf(path: string): TextFormat {
  return /\.(?:mdx?|markdown)$|(?:^|\/)README$/i.test(path) ? 'markdown' : 'lines';
}
