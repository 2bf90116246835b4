import { parseDocument, Schema, type YAMLParseError } from 'yaml';
import type { SourceText, Span } from '../source/source-text.ts';
import type { ValueNode, WorkflowProblem } from './model.ts';
import { ValueNodes } from './value-nodes.ts';
import { yamlLimits } from './yaml-limits.ts';

/** A file as YAML reads it, with the problems for which GitHub's YAML reader would refuse it. */
export interface YamlReading {
  /** Whatever could be read, also where there are problems; undefined where there is nothing. */
  readonly root: ValueNode | undefined;
  readonly problems: readonly WorkflowProblem[];
}

/** YAML 1.2's core schema, whatever a `%YAML` directive says: GitHub's reader knows no other (YamlObjectReader.cs). */
const schema = new Schema({ schema: 'core' });

/** Reads a file once; never throws. Duplicate keys are left to the schema's reader: `yaml` looks for them in quadratic time. */
export function readYaml(source: SourceText): YamlReading {
  const { text } = source;
  if (text.length > yamlLimits.fileSize * 8) return { root: undefined, problems: [tooLarge(text)] };
  const document = parse(text);
  if ('why' in document) return { root: undefined, problems: [document.why] };
  const nodes = new ValueNodes(text);
  const root = nodes.read(document.contents);
  const [first] = document.errors;
  // GitHub's reader stops at the first error, and what follows is mostly its echo.
  const problems = first === undefined ? nodes.problems : [syntaxProblem(first, text)];
  if (text.length > yamlLimits.fileSize) return { root, problems: [tooLarge(text), ...problems] };
  return { root, problems };
}

function parse(text: string) {
  try {
    return parseDocument(text, { schema, uniqueKeys: false, prettyErrors: false, logLevel: 'silent' });
  } catch (error) {
    // Known to happen only where collections are nested so deep that the stack ends.
    const message = error instanceof RangeError ? 'Maximum object depth exceeded' : String(error);
    return { why: { kind: 'yaml', message, span: { start: 0, end: Math.min(1, text.length) } } as const };
  }
}

function syntaxProblem(error: YAMLParseError, text: string): WorkflowProblem {
  return { kind: 'yaml', message: error.message, span: markedSpan(error.pos, text) };
}

/** At least one character, where the file has one, and on one line. */
function markedSpan([from, to]: readonly [number, number], text: string): Span {
  const start = Math.max(0, Math.min(from, text.length));
  const lineEnd = text.indexOf('\n', start);
  const end = Math.min(
    Math.max(to, start + 1),
    lineEnd === -1 ? text.length : Math.max(lineEnd, start),
    text.length,
  );
  return { start, end: Math.max(start, end) };
}

function tooLarge(text: string): WorkflowProblem {
  return {
    kind: 'yaml',
    message: `The maximum file size of ${yamlLimits.fileSize} characters has been exceeded`,
    span: { start: 0, end: Math.min(1, text.length) },
    remedy: 'Move long scripts into files of the repository and call them from the workflow.',
  };
}
