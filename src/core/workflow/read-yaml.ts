import { parseDocument, Schema, type YAMLParseError } from 'yaml';
import type { SourceText, Span } from '../source/source-text.ts';
import { joinQuotedLines } from './join-quoted-lines.ts';
import type { ValueNode, WorkflowProblem } from './model.ts';
import { ValueNodes } from './value-nodes.ts';
import { yamlLimits } from './yaml-limits.ts';
import { yamlRemedy } from './yaml-remedy.ts';

/** A file as YAML reads it, with the problems for which GitHub's YAML reader would refuse it. */
export interface YamlReading {
  /** Whatever could be read, also where there are problems; undefined where there is nothing. */
  readonly root: ValueNode | undefined;
  readonly problems: readonly WorkflowProblem[];
}

/** YAML 1.2's core schema, whatever a `%YAML` directive says: GitHub's reader knows no other (YamlObjectReader.cs). */
const schema = new Schema({ schema: 'core' });

const guardDepth = 10_000;
const deepLine = new RegExp(`^(?:[ \\t]*[-?:](?=[ \\t])){${guardDepth}}`, 'm');

/** Reads a file once; never throws. Duplicate keys are left to the schema's reader: `yaml` looks for them in quadratic time. */
export function readYaml(source: SourceText): YamlReading {
  const { text } = source;
  if (text.length > yamlLimits.fileSize) return { root: undefined, problems: [tooLarge(text)] };
  if (isNestedBeyondReason(text)) return { root: undefined, problems: [tooDeep(text)] };
  const reading = parseAsGitHub(text);
  if ('why' in reading) return { root: undefined, problems: [reading.why] };
  const { document, written } = reading;
  const nodes = new ValueNodes(written);
  const root = nodes.read(document.contents);
  const [first] = document.errors;
  // GitHub's reader stops at the first error, and what follows is mostly its echo.
  const problems = first === undefined ? nodes.problems : [syntaxProblem(first, text)];
  return { root, problems: problems.map((problem) => withRemedy(problem, source)) };
}

/** What is read again because of values in quotes: so many characters in all, at most. */
const mostReadAgain = 2_000_000;

/** Reads the text; where values in quotes make it no YAML for `yaml` but do for GitHub, as if each stood on one line. */
function parseAsGitHub(text: string) {
  const first = parse(text);
  if ('why' in first) return first;
  let [document, written] = [first, text];
  for (let again = text.length; document.errors.length > 0 && again <= mostReadAgain; again += text.length) {
    const cutOff = cutOffIn(document.errors);
    const joined = cutOff && joinQuotedLines(written, cutOff);
    const next = joined === undefined ? undefined : parse(joined);
    if (joined === undefined || next === undefined || 'why' in next) break;
    [document, written] = [next, joined];
  }
  return document.errors.length === 0 ? { document, written } : { document: first, written: text };
}

function cutOffIn([first]: readonly YAMLParseError[]) {
  const quote = /^Missing closing (['"])quote/.exec(first?.message ?? '')?.[1];
  return first === undefined || quote === undefined ? undefined : { quote, at: first.pos[0] };
}

/** GitHub's reader takes `[a]#b` as a list with a comment; the rest of the file is read all the same. */
const unseparatedComment = /^Comments must be separated from other tokens/;

function parse(text: string) {
  try {
    const document = parseDocument(text, { schema, uniqueKeys: false, prettyErrors: false });
    document.errors = document.errors.filter(({ message }) => !unseparatedComment.test(message));
    return document;
  } catch (error) {
    // Known to happen only where collections are nested so deep that the stack ends.
    return {
      why: error instanceof RangeError ? tooDeep(text) : { ...tooDeep(text), message: String(error) },
    };
  }
}

/**
 * Guards the parser, which takes a kilobyte for each open collection: thousands of brackets more open than closed, or
 * of dashes on one line, are never a workflow. Counted without regard to strings, hence far above GitHub's limit.
 */
function isNestedBeyondReason(text: string): boolean {
  if (text.length < guardDepth) return false;
  let open = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x5b || code === 0x7b) open += 1;
    else if ((code === 0x5d || code === 0x7d) && open > 0) open -= 1;
    if (open > guardDepth) return true;
  }
  return deepLine.test(text);
}

function syntaxProblem(error: YAMLParseError, text: string): WorkflowProblem {
  return { kind: 'yaml', message: error.message, span: markedSpan(error.pos, text) };
}

function withRemedy(problem: WorkflowProblem, source: SourceText): WorkflowProblem {
  return problem.remedy === undefined ? { ...problem, ...yamlRemedy(source, problem) } : problem;
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

function tooDeep(text: string): WorkflowProblem {
  const span = { start: 0, end: Math.min(1, text.length) };
  return { kind: 'yaml', message: 'Maximum object depth exceeded', span };
}

function tooLarge(text: string): WorkflowProblem {
  return {
    kind: 'yaml',
    message: `The maximum file size of ${yamlLimits.fileSize} characters has been exceeded`,
    span: { start: 0, end: Math.min(1, text.length) },
    remedy: 'Move long scripts into files of the repository and call them from the workflow.',
  };
}
