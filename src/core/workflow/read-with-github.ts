import { FeatureFlags } from '@actions/expressions/features';
import {
  TemplateContext,
  TemplateValidationErrors,
} from '@actions/workflow-parser/templates/template-context';
import { readTemplate } from '@actions/workflow-parser/templates/template-reader';
import { NoOperationTraceWriter } from '@actions/workflow-parser/templates/trace-writer';
import type { Span } from '../source/source-text.ts';
import { githubSchema } from './github-schema.ts';
import type { ValueNode, WorkflowProblem } from './model.ts';
import { NodeRange, NodeReader } from './node-reader.ts';
import { schemaRemedy } from './schema-remedy.ts';
import { yamlLimits } from './yaml-limits.ts';

/**
 * Background steps are open to everybody since 2026-06-25 (GitHub's changelog), `concurrency.queue` since 2026-05-07;
 * the parser still keeps some of that behind flags, which are meant for editors.
 */
const features = new FeatureFlags({ all: true });

/** Where GitHub's own reader (`@actions/workflow-parser`) finds that a file doesn't fit the schema, in its words. */
export function readWithGitHub(root: ValueNode | undefined, text: string): readonly WorkflowProblem[] {
  const reader = new NodeReader(root);
  const context = new CollectingContext(text);
  readTemplate(context, 'workflow-root-strict', reader, undefined);
  return context.problems.slice(0, yamlLimits.problems);
}

/** Collects problems by node instead of by line and column. */
class CollectingContext extends TemplateContext {
  readonly problems: WorkflowProblem[] = [];
  readonly #unknownKeys: { readonly path: readonly string[]; readonly span: Span }[] = [];
  readonly #text: string;

  constructor(text: string) {
    super(new TemplateValidationErrors(), githubSchema, new NoOperationTraceWriter());
    this.#text = text;
    this.state.featureFlags = features;
  }

  override error(at: unknown, error: unknown, narrowed?: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    const range = typeof at === 'object' && at !== null && 'range' in at ? at.range : undefined;
    if (!(range instanceof NodeRange)) {
      this.problems.push({
        kind: 'schema',
        message,
        span: firstLine({ start: 0, end: this.#text.length }, this.#text),
      });
      return;
    }
    if (isTakenByGitHub(range) || this.#isEcho(range)) return;
    const remedy = schemaRemedy({ message, ...range });
    const problem = { kind: 'schema', message, span: placeOf(range, narrowed, this.#text) } as const;
    this.problems.push(remedy === undefined ? problem : { ...problem, remedy });
    if (range.role === 'key') this.#unknownKeys.push({ path: range.path, span: range.node.span });
  }

  /** What is said of a mapping as a whole (something is missing) once one of its keys has been refused. */
  #isEcho({ node, path }: NodeRange): boolean {
    if (node.kind !== 'mapping') return false;
    return this.#unknownKeys.some(
      (key) =>
        key.path.join() === path.join() && key.span.start >= node.span.start && key.span.end <= node.span.end,
    );
  }
}

/**
 * Events are read by another part of GitHub's service, which takes empty filters and events (`branches:` without a
 * value, `pull_request: []`) as none, and passes over what an event doesn't know (`paths` of `merge_group`, which then
 * filter nothing): actions/runner reads files with the lenient `workflow-root`, whose events (`on-mapping-new`) take
 * any key but in `workflow_call`, and public repositories have run such files for years.
 */
function isTakenByGitHub({ node, role, path: [top, event, filter] }: NodeRange): boolean {
  if (top !== 'on' || event === undefined) return false;
  if (role === 'key') return event !== 'workflow_call';
  if (filter !== undefined) return node.kind === 'scalar' && node.value === null;
  if (node.kind === 'mapping') return event !== 'workflow_call' && event !== 'schedule';
  return node.kind === 'sequence' && node.items.length === 0;
}

function placeOf({ node, key }: NodeRange, narrowed: unknown, text: string): Span {
  if (node.kind === 'scalar' && isPart(narrowed))
    return node.locate(narrowed.start.column, narrowed.end.column);
  if (node.kind === 'scalar' && node.span.end > node.span.start) return node.span;
  // A whole job or step is too much to mark, nothing is too little: the key says enough.
  return key?.span ?? firstLine(node.span, text);
}

function isPart(range: unknown): range is { start: { column: number }; end: { column: number } } {
  return typeof range === 'object' && range !== null && !(range instanceof NodeRange) && 'start' in range;
}

function firstLine(span: Span, text: string): Span {
  const lineBreak = text.indexOf('\n', span.start);
  const end = lineBreak === -1 ? span.end : Math.min(span.end, lineBreak);
  return { start: span.start, end: text[end - 1] === '\r' ? Math.max(span.start, end - 1) : end };
}
