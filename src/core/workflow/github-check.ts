import { FeatureFlags } from '@actions/expressions/features';
import { convertConcurrency } from '@actions/workflow-parser/model/converter/concurrency';
import { convertOn } from '@actions/workflow-parser/model/converter/events';
import { handleTemplateTokenErrors } from '@actions/workflow-parser/model/converter/handle-errors';
import { convertJobs } from '@actions/workflow-parser/model/converter/jobs';
import {
  TemplateContext,
  TemplateValidationErrors,
} from '@actions/workflow-parser/templates/template-context';
import { readTemplate } from '@actions/workflow-parser/templates/template-reader';
import type { TemplateToken } from '@actions/workflow-parser/templates/tokens/index';
import { isMapping } from '@actions/workflow-parser/templates/tokens/type-guards';
import { NoOperationTraceWriter } from '@actions/workflow-parser/templates/trace-writer';
import { getWorkflowSchema } from '@actions/workflow-parser/workflows/workflow-schema';
import type { Span } from '../source/source-text.ts';
import type { ValueNode, WorkflowProblem } from './model.ts';
import { NodeRange, NodeReader } from './node-reader.ts';
import { yamlLimits } from './yaml-limits.ts';

/**
 * Background steps are open to everybody since 2026-06-25 (GitHub's changelog), `concurrency.queue` since 2026-05-07;
 * the parser still keeps some of that behind flags, which are meant for editors.
 */
const features = new FeatureFlags({ all: true });

/** Where GitHub's own parser (`@actions/workflow-parser`) would refuse the workflow, and in which words. */
export function checkWithGitHub(root: ValueNode | undefined, text: string): readonly WorkflowProblem[] {
  const reader = new NodeReader(root);
  const context = new CollectingContext(text, reader);
  const template = readTemplate(context, 'workflow-root-strict', reader, undefined);
  if (context.problems.length === 0 && template !== undefined) convert(context, template);
  return context.problems.slice(0, yamlLimits.problems);
}

function convert(context: TemplateContext, template: TemplateToken): void {
  if (!isMapping(template)) return;
  for (const { key, value } of template) {
    const name = key.toString();
    handleTemplateTokenErrors(template, context, undefined, () => {
      if (name === 'on') convertOn(context, value);
      else if (name === 'jobs') convertJobs(context, value);
      else if (name === 'concurrency') convertConcurrency(context, value);
      return undefined;
    });
  }
}

/** Collects problems by node instead of by line and column. */
class CollectingContext extends TemplateContext {
  readonly problems: WorkflowProblem[] = [];
  readonly #text: string;
  readonly #reader: NodeReader;

  constructor(text: string, reader: NodeReader) {
    super(new TemplateValidationErrors(), getWorkflowSchema(), new NoOperationTraceWriter());
    this.#text = text;
    this.#reader = reader;
    this.state.featureFlags = features;
  }

  override error(at: unknown, error: unknown, narrowed?: unknown): void {
    if (error instanceof TypeError && this.#reader.last !== undefined) {
      // The parser looks keys up in plain objects, and stumbles over keys such as `constructor`.
      const { text, span } = this.#reader.last;
      this.problems.push({ kind: 'schema', message: `Unexpected value '${text}'`, span });
      return;
    }
    const message = error instanceof Error ? error.message : String(error);
    this.problems.push({ kind: 'schema', message, span: placeOf(at, narrowed, this.#text) });
  }
}

function placeOf(at: unknown, narrowed: unknown, text: string): Span {
  const range = typeof at === 'object' && at !== null && 'range' in at ? at.range : undefined;
  if (!(range instanceof NodeRange))
    return { start: 0, end: firstLineEnd({ start: 0, end: text.length }, text) };
  const { node, key } = range;
  if (node.kind === 'scalar')
    return isPart(narrowed) ? node.locate(narrowed.start.column, narrowed.end.column) : node.span;
  // A whole job or step is too much to mark: its key says enough.
  return key?.span ?? { start: node.span.start, end: firstLineEnd(node.span, text) };
}

function isPart(range: unknown): range is { start: { column: number }; end: { column: number } } {
  return typeof range === 'object' && range !== null && !(range instanceof NodeRange) && 'start' in range;
}

function firstLineEnd(span: Span, text: string): number {
  const lineBreak = text.indexOf('\n', span.start);
  const end = lineBreak === -1 ? span.end : Math.min(span.end, lineBreak);
  return text[end - 1] === '\r' ? Math.max(span.start, end - 1) : end;
}
