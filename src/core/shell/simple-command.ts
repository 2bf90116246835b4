import type { Assignment, Command, Redirection, Word } from 'unbash';
import { joinBranches, onBranch } from './branches.ts';
import { dispatch } from './dispatch.ts';
import type { Field } from './domain.ts';
import { noteRisks } from './ends.ts';
import { expandFields, expandText } from './expand.ts';
import { withRedirects } from './redirect.ts';
import type { Outcome, Point, Variable } from './shell-process.ts';
import { assign } from './variables.ts';

/** Runs a simple command: assignments, words, redirections, then what its name stands for. */
export function runCommand<Facts>(node: Command, point: Point<Facts>): Outcome {
  const { machine, shell } = point;
  if (machine.budget <= 0) return 'may-fail';
  machine.budget -= 1;
  machine.time += 1;
  const place = { script: point.script, start: node.pos, end: node.end };
  const assignments = node.prefix.filter((item) => item.type === 'Assignment');
  const outcome =
    node.name === undefined
      ? runAssignments(node, assignments, point)
      : withRedirects(node.redirects as readonly Redirection[], point, (inside) => {
          const ways = expandWords(node, inside).flatMap((argv) => withChosenName(argv, inside));
          const run = (argv: readonly Field[], where: Point<Facts>) =>
            dispatch({ argv, at: place, assignments: prefixFields(assignments, where), wrappers: [] }, where);
          return runWays(ways, inside, run);
        });
  if (outcome === 'ended') return outcome;
  noteRisks(point, place, outcome !== 'succeeds');
  const ends = outcome === 'fails' && shell.errexit && !point.tolerant;
  return ends ? 'ended' : outcome;
}

function runWays<Facts>(
  ways: readonly (readonly Field[])[],
  point: Point<Facts>,
  run: (argv: readonly Field[], where: Point<Facts>) => Outcome,
): Outcome {
  const [only, ...others] = ways;
  if (only === undefined) return 'succeeds';
  if (others.length === 0) return run(only, point);
  const before = point.shell.facts;
  const branches = ways.map((argv) =>
    onBranch(point, (inside) => run(argv, { ...inside, conditional: point.conditional })),
  );
  return joinBranches(point, branches, { before, decidedBy: 'state' });
}

/** A command whose name is an expression of the workflow (`${{ matrix.runtime }} create`), with each name it may have. */
function withChosenName<Facts>(
  argv: readonly Field[],
  { machine }: Point<Facts>,
): readonly (readonly Field[])[] {
  const [name, ...rest] = argv;
  if (name === undefined) return [argv];
  const [piece, ...more] = machine.symbols.split(name.value);
  if (typeof piece !== 'object' || piece.kind !== 'expression' || more.length > 0) return [argv];
  const choices = machine.choices(piece.text) ?? [];
  if (choices.length === 0 || choices.length > machine.maxAlternatives) return [argv];
  return choices.map((value) => [{ ...name, value }, ...rest]);
}

/** A command without a name: its assignments stay. It fails only as a `$(…)` in it may. */
function runAssignments<Facts>(
  node: Command,
  assignments: readonly Assignment[],
  point: Point<Facts>,
): Outcome {
  for (const assignment of assignments) runAssignment(assignment, point);
  withRedirects(node.redirects as readonly Redirection[], point, () => 'succeeds');
  const substitutes = assignments.some(
    ({ value }) =>
      value !== undefined && value.type === 'Word' && value.parts?.some((part) => hasSubstitution(part)),
  );
  return substitutes ? 'may-fail' : 'succeeds';
}

function hasSubstitution(part: NonNullable<Word['parts']>[number]): boolean {
  if (part.type === 'DoubleQuoted') return part.parts.some(hasSubstitution);
  return part.type === 'CommandExpansion';
}

/** Carries out `name=value`, `name+=value` or `name=(…)`. */
export function runAssignment<Facts>(assignment: Assignment, point: Point<Facts>): void {
  const { name, value, append } = assignment;
  if (assignment.index !== undefined) {
    assign(name, unknownVariable(name, point), point);
    return;
  }
  const before = append === true ? point.shell.variables.get(name) : undefined;
  assign(
    name,
    value.type === 'ArrayValue' ? arrayOf(value.elements, before, point) : textOf(value, before, point),
    point,
  );
}

function arrayOf<Facts>(
  elements: readonly Word[],
  before: Variable | undefined,
  point: Point<Facts>,
): Variable {
  const items = elements.flatMap((element) => expandFields(element, point)[0] ?? []);
  const earlier = before === undefined ? [] : before.kind === 'array' ? before.items : before.values;
  return { kind: 'array', items: [...earlier, ...items].slice(0, 256) };
}

function textOf<Facts>(value: Word, before: Variable | undefined, point: Point<Facts>): Variable {
  const values = expandText(value, point);
  if (before === undefined) return { kind: 'text', values };
  const earlier = before.kind === 'text' ? (before.values[0] ?? '') : before.items.join(' ');
  const joined = values.map((text) => earlier + text);
  return joined.some((text) => text.length > 4096)
    ? unknownVariable(value.text, point)
    : { kind: 'text', values: joined };
}

function unknownVariable<Facts>(name: string, { machine }: Point<Facts>): Variable {
  return { kind: 'text', values: [machine.symbols.encode({ kind: 'variable', text: `$${name}` })] };
}

function prefixFields<Facts>(assignments: readonly Assignment[], point: Point<Facts>) {
  return assignments.map(({ name, value }) => {
    const [text] = value.type === 'Word' ? expandText(value, point) : [];
    return { name, value: text === undefined ? undefined : { value: text, word: value } };
  });
}

/** The argument lists that a command may have: one for each way in which its words may expand. */
function expandWords<Facts>(node: Command, point: Point<Facts>): readonly (readonly Field[])[] {
  let ways: Field[][] = [[]];
  for (const word of [node.name, ...node.args]) {
    if (word === undefined) continue;
    const options = word.type === 'Word' ? expandFields(word, point) : [[assignmentText(word, point)]];
    const fits = ways.length * options.length <= point.machine.maxAlternatives;
    const [first = []] = options;
    // Nearly always there is one way, and commands may have thousands of words.
    if (options.length === 1 || !fits) for (const way of ways) appendTo(way, first, word);
    else ways = ways.flatMap((way) => options.map((values) => appendTo([...way], values, word)));
  }
  return ways;
}

function appendTo(way: Field[], values: readonly string[], word: Field['word']): Field[] {
  for (const value of values) way.push({ value, word });
  return way;
}

function assignmentText<Facts>(assignment: Assignment, point: Point<Facts>): string {
  const { value } = assignment;
  if (value.type !== 'Word') return assignment.text;
  return `${assignment.name}${assignment.append === true ? '+' : ''}=${expandText(value, point)[0] ?? ''}`;
}
