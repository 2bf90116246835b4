import type { Case, CaseItem } from 'unbash';
import { joinBranches, onBranch } from './branches.ts';
import { runScript } from './execute.ts';
import { expandText } from './expand.ts';
import type { Outcome, Point } from './shell-process.ts';
import { asksStatus } from './test-command.ts';

/** `case`: the arm whose pattern is the subject where both are known, else any arm may run, or none. */
export function runCase<Facts>(node: Case, point: Point<Facts>): Outcome {
  const subjects = expandText(node.word, point);
  const chosen = chosenArm(node, subjects, point);
  if (chosen !== undefined) return runScript(chosen.body, point);
  const before = point.shell.facts;
  const decidedBy = subjects.some((subject) => asksStatus(subject, point)) ? 'status' : 'state';
  const branches = node.items.map((item) => onBranch(point, (inside) => runScript(item.body, inside)));
  if (!node.items.some((item) => item.pattern.some((pattern) => pattern.text === '*')))
    branches.push(onBranch(point, () => 'succeeds'));
  return joinBranches(point, branches, { before, decidedBy });
}

function chosenArm<Facts>(
  node: Case,
  subjects: readonly string[],
  { machine }: Point<Facts>,
): CaseItem | undefined {
  const [subject, ...others] = subjects;
  if (subject === undefined || others.length > 0 || machine.symbols.split(subject).length > 1)
    return undefined;
  if (machine.symbols.split(subject).some((piece) => typeof piece !== 'string')) return undefined;
  for (const item of node.items) {
    for (const pattern of item.pattern) {
      if (pattern.text === '*') return item;
      const literal =
        pattern.parts?.every((part) => part.type === 'Literal' || part.type === 'SingleQuoted') ?? true;
      if (!literal) return undefined;
      if (pattern.value === subject) return item;
    }
  }
  return undefined;
}
