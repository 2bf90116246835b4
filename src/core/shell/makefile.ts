import { remembered } from '../remembered.ts';
import type { SourceText } from '../source/source-text.ts';

/** A rule of a makefile: what it makes, what must be made before, and the lines of its recipe. */
export interface MakeRule {
  readonly targets: readonly string[];
  readonly prerequisites: readonly string[];
  readonly recipe: readonly RecipeLine[];
}

/** A line of a recipe, continued lines included, at its place in the file; the tab before it is off. */
export interface RecipeLine {
  readonly text: string;
  readonly start: number;
}

/** A makefile as far as it is plain: variables, rules and recipes. What includes, functions and conditions do is not known. */
export interface Makefile {
  readonly variables: ReadonlyMap<string, string>;
  readonly rules: readonly MakeRule[];
  /** All lines of a recipe go to one shell. */
  readonly oneShell: boolean;
}

const assignment = /^(?:export\s+|override\s+)*([A-Za-z_][\w.-]*)\s*(\?|\+|::?:?)?=\s*(.*)$/s;
const ruleHead = /^([^\s:=#][^:=#]*?)\s*::?(?!=)\s*([^=;]*)(?:;(.*))?$/s;

/** Reads a makefile, once for all that run it; never throws. */
export const parseMakefile = remembered(readMakefile);

function readMakefile(source: SourceText): Makefile {
  const variables = new Map<string, string>();
  const rules: { targets: string[]; prerequisites: string[]; recipe: RecipeLine[] }[] = [];
  let current: (typeof rules)[number] | undefined;
  for (const { text, start } of logicalLines(source.text)) {
    if (text.startsWith('\t')) {
      current?.recipe.push({ text: text.slice(1), start: start + 1 });
      continue;
    }
    const line = withoutComment(text);
    const set = assignment.exec(line);
    if (set !== null) {
      setVariable(variables, set);
      current = undefined;
      continue;
    }
    const head = ruleHead.exec(line);
    if (head === null) continue;
    current = { targets: wordsOf(head[1]), prerequisites: wordsOf(head[2]?.split('|')[0]), recipe: [] };
    rules.push(current);
  }
  return { variables, rules, oneShell: rules.some((rule) => rule.targets.includes('.ONESHELL')) };
}

/** Lines with those that a backslash continues. */
function* logicalLines(text: string): Iterable<RecipeLine> {
  let start = 0;
  for (let from = 0; start < text.length; ) {
    const end = text.indexOf('\n', from);
    const stop = end < 0 ? text.length : end;
    const continued = text[stop - 1] === '\\' && end >= 0;
    from = stop + 1;
    if (continued) continue;
    yield { text: text.slice(start, stop), start };
    start = from;
  }
}

function setVariable(variables: Map<string, string>, [, name, operator, value]: RegExpExecArray): void {
  if (name === undefined || value === undefined) return;
  const before = variables.get(name);
  if (operator === '?' && before !== undefined) return;
  variables.set(name, operator === '+' && before !== undefined ? `${before} ${value.trim()}` : value.trim());
}

function withoutComment(line: string): string {
  const at = line.indexOf('#');
  return (at < 0 ? line : line.slice(0, at)).replaceAll('\\\n', ' ').trimEnd();
}

function wordsOf(text: string | undefined): string[] {
  return (text ?? '').split(/\s+/).filter((word) => word !== '');
}
