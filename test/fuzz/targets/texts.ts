import { defaults } from '../../../src/app/config.ts';
import { isExcepted } from '../../../src/core/audit/is-excepted.ts';
import { howItRuns } from '../../../src/core/capability/how-it-runs.ts';
import { asReply } from '../../../src/core/command/as-reply.ts';
import { mayHoldCommand, parseCommand } from '../../../src/core/command/parse-command.ts';
import { decideFailure } from '../../../src/core/decide/decide-failure.ts';
import { mergePolicies } from '../../../src/core/policy/merge-policies.ts';
import { parsePolicy } from '../../../src/core/policy/parse-policy.ts';
import { rules } from '../../../src/core/rules/index.generated.ts';
import { commandsOf } from '../../../src/core/shell/commands.ts';
import { parseWorkflow } from '../../../src/core/workflow/parse-workflow.ts';
import { growComment } from '../grow/comment.ts';
import { somePolicy, someWorkflow } from '../grow/repository.ts';
import { growMakefile, growScript } from '../grow/script.ts';
import { growAction } from '../grow/workflow.ts';
import { mutate } from '../mutate.ts';
import { defineTarget, must } from '../target.ts';
import { checkActions, checkMarkdown, checkText } from './check-output.ts';

/** The Markdown of comments is read within a bound of its own. */
const commandSeconds = 5;

/** A workflow file by itself, and all commands of its scripts. */
export const workflowTarget = defineTarget<string>({
  name: 'workflow',
  seconds: defaults.audits.seconds,
  grow: (random, material) => someWorkflow(random, material),
  run(text) {
    const workflow = parseWorkflow({ path: '.github/workflows/w.yml', id: 'w', text });
    must(
      workflow.comments.every(({ span }) => span.end <= text.length),
      'comments are in the file',
    );
    for (const { span } of workflow.problems)
      must(span.start <= span.end && span.end <= text.length, 'problems are in the file');
    for (const job of workflow.jobs)
      for (const { run } of job.steps)
        if (run !== undefined) for (const command of commandsOf(run)) look(command, text);
  },
});

/** A script, long or tangled, as a step of a workflow. */
export const scriptTarget = defineTarget<string>({
  name: 'script',
  seconds: defaults.audits.seconds,
  grow: (random, { scripts }) =>
    mutate(
      random.below(3) > 0
        ? growScript(random)
        : random.oneIn(2)
          ? growMakefile(random)
          : (random.pickSome(scripts) ?? ''),
      random,
      scripts,
    ),
  run(script) {
    const indented = script
      .split(/\r\n|[\n\r]/)
      .map((line) => `          ${line}\n`)
      .join('');
    const text = `on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: |2\n${indented}`;
    const workflow = parseWorkflow({ path: '.github/workflows/w.yml', id: 'w', text });
    for (const job of workflow.jobs)
      for (const { run } of job.steps)
        if (run !== undefined) for (const command of commandsOf(run)) look(command, text);
  },
});

function look({ words, assignments, span }: ReturnType<typeof commandsOf>[number], text: string): void {
  must(span.start <= span.end && span.end <= text.length, 'a command is in the file');
  for (const word of words)
    must(
      word.span.end <= text.length && word.raw.length >= 0 && word.value !== null,
      'a word is in the file',
    );
  must(
    assignments.every(({ name }) => name !== ''),
    'variables have names',
  );
}

/** A policy, and what it excepts. */
export const policyTarget = defineTarget<readonly [string, string]>({
  name: 'policy',
  seconds: defaults.audits.seconds,
  grow: (random, material) => [somePolicy(random, material), somePolicy(random, material)],
  run(texts) {
    const [own, organisation] = texts.map((text) => parsePolicy(text, '.github/ci-warden.yml'));
    if (own === undefined || organisation === undefined) return;
    const lines = texts[0].split(/\r\n|\n|\r/);
    for (const { start, end } of own.problems)
      must(
        start.line <= lines.length && (end.line > start.line || end.column >= start.column),
        'a problem is in the file',
      );
    const merged = mergePolicies(own, organisation);
    for (const { except } of merged.rules.values())
      for (const path of [
        '.github/workflows/ci.yml',
        'a'.repeat(200),
        `.github/workflows/${'ab'.repeat(60)}!.yml`,
      ])
        isExcepted({ paths: [path], job: 'build' }, except);
  },
});

/** A comment: whether it holds a command, and what is answered; or what a failure says with such words in it. */
export const commentTarget = defineTarget<string>({
  name: 'comment',
  seconds: commandSeconds,
  grow: (random) =>
    (random.oneIn(3) ? mutate(growComment(random), random) : growComment(random)).slice(0, 65_536),
  run(text) {
    const command = parseCommand(
      text,
      rules.map(({ id }) => id),
    );
    must(command === undefined || mayHoldCommand(text), 'a command is seen at once');
    const reply = command && asReply(command, rules);
    if (reply !== undefined && command?.kind === 'unknown') {
      checkText(reply);
      checkMarkdown(reply);
    }
    const failure = decideFailure({ headSha: 'a', externalId: 'pull:1' }, text);
    checkActions(failure);
    for (const action of failure)
      if (action.kind === 'complete-check-run') checkMarkdown(action.output.summary);
  },
});

/** The manifest of somebody else's action. */
export const manifestTarget = defineTarget<string>({
  name: 'manifest',
  seconds: commandSeconds,
  grow: (random, { manifests }) =>
    mutate(random.oneIn(2) ? growAction(random) : (random.pickSome(manifests) ?? ''), random, manifests),
  run(text) {
    howItRuns(text);
  },
});
