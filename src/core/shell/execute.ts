import type { CommandNode, CompoundList, Elif, If, ParsedScript, PipelineNode, Statement } from 'unbash';
import { joinBranches, onBranch } from './branches.ts';
import { deepest, runChild } from './child.ts';
import { withRedirects } from './redirect.ts';
import { runAndOr } from './run-and-or.ts';
import { runCase } from './run-case.ts';
import { runFor, runWhile } from './run-loops.ts';
import { runPipeline } from './run-pipeline.ts';
import { type Condition, factsIf, type Outcome, type Point } from './shell-process.ts';
import { runCommand } from './simple-command.ts';
import { runArithmetic, runTest } from './test-command.ts';

/** Runs a script, or a list of a compound command, from its first statement to where it ends. */
export function runScript<Facts>(
  script: Pick<ParsedScript | CompoundList, 'commands'>,
  point: Point<Facts>,
): Outcome {
  let outcome: Outcome = 'succeeds';
  for (const statement of script.commands) {
    outcome = runStatement(statement, point);
    if (outcome === 'ended') break;
  }
  return outcome;
}

function runStatement<Facts>(statement: Statement, point: Point<Facts>): Outcome {
  point.shell.split = undefined;
  if (statement.background !== true) return runNode(statement.command, point);
  const at = { script: point.script, start: statement.pos, end: statement.end };
  const aside = { ...point, background: true, tolerant: true };
  runChild(aside, at, (inside) => runNode(statement.command, inside));
  return 'succeeds';
}

/** Runs any command of the grammar. */
export function runNode<Facts>(
  node: PipelineNode | Statement['command'] | CompoundList,
  point: Point<Facts>,
): Outcome {
  if (node.type === 'Command') return runCommand(node, point);
  if (node.type === 'AndOr') return runAndOr(node, point);
  if (node.type === 'Pipeline') return runPipeline(node, point);
  if (point.depth >= deepest || point.machine.budget <= 0) return 'may-fail';
  return runCompound(node, { ...point, depth: point.depth + 1 });
}

function runCompound<Facts>(node: CommandNode | CompoundList, point: Point<Facts>): Outcome {
  const at = { script: point.script, start: node.pos, end: node.end };
  switch (node.type) {
    case 'CompoundList':
      return runScript(node, point);
    case 'BraceGroup':
      return runScript(node.body, point);
    case 'Subshell':
      return runChild(point, at, (inside) => runScript(node.body, inside));
    case 'Redirected':
      return withRedirects(node.redirects, point, (inside) => runNode(node.command, inside));
    case 'If':
      return runIf(node, point);
    case 'While':
      return runWhile(node, point);
    case 'For':
    case 'Select':
    case 'ArithmeticFor':
      return runFor(node, point);
    case 'Case':
      return runCase(node, point);
    case 'Function':
      point.shell.functions.set(node.name.value, { body: node.body, script: point.script });
      return 'succeeds';
    case 'Coproc':
      runChild({ ...point, background: true }, at, (inside) => runNode(node.body, inside));
      return 'succeeds';
    case 'TestCommand':
      return runTest(node, point);
    case 'ArithmeticCommand':
      return runArithmetic(point);
    default:
      return 'may-fail';
  }
}

/** Each arm is followed inside of the one before it: with more of them a script is too much to follow. */
const mostArms = 500;

function runIf<Facts>(node: If, point: Point<Facts>): Outcome {
  if (node.elif.length >= mostArms) {
    point.machine.budget = 0;
    return 'may-fail';
  }
  return runArms([node, ...node.elif], node.else, point);
}

/** `if` and each `elif` in turn: the next arm is reached only where this one's clause failed. */
function runArms<Facts>(
  arms: readonly Pick<If | Elif, 'clause' | 'then'>[],
  otherwise: CompoundList | undefined,
  point: Point<Facts>,
): Outcome {
  const [arm, ...rest] = arms;
  if (arm === undefined) return otherwise === undefined ? 'succeeds' : runScript(otherwise, point);
  const condition: Condition = { asks: 'state' };
  const clause = runScript(arm.clause, { ...point, tolerant: true, condition });
  if (clause === 'ended') return 'ended';
  if (clause === 'succeeds') return runScript(arm.then, point);
  if (clause === 'fails') return runArms(rest, otherwise, point);
  const before = point.shell.facts;
  const { shell } = point;
  const taken = onBranch(point, (inside) => runScript(arm.then, inside), factsIf(shell, 'succeeds'));
  const skipped = onBranch(point, (inside) => runArms(rest, otherwise, inside), factsIf(shell, 'fails'));
  return joinBranches(point, [taken, skipped], { before, decidedBy: condition.asks });
}
