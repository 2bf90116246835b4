import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { TreeEntry } from '../core/audit/tree.ts';
import type { Policy, Tracking } from '../core/policy/policy.ts';
import { assess } from '../core/progress/assess.ts';
import { parsePlan } from '../core/progress/plan/parse-plan.ts';
import type { Progress } from '../core/progress/progress.ts';
import { asProgressComment } from '../core/progress/render/as-progress-comment.ts';
import { asProgressJson } from '../core/progress/render/as-progress-json.ts';
import { asProgressTerminal } from '../core/progress/render/as-progress-terminal.ts';
import type { AddCommand, ExitStatus } from './add-command.ts';
import { decodeEntry } from './decode-entry.ts';
import { formatOption } from './format-option.ts';
import { listFiles } from './list-files.ts';
import { loadPolicy } from './load-policy.ts';
import { readDirectory } from './read-directory.ts';
import { offlineFacts, rootOf } from './read-repository.ts';
import type { Terminal } from './terminal.ts';
import { terminalPalette } from './terminal-palette.ts';
import { UserError } from './user-error.ts';

interface Options {
  readonly plan: string;
  readonly policy?: string;
  readonly format: 'pretty' | 'json' | 'markdown';
}

/** Adds `ci-warden progress`. */
export const progressCommand: AddCommand = (program, terminal, done) => {
  program
    .command('progress')
    .description("say how a sprint's plan stands, by what the files alone can prove")
    .argument('[dir]', 'the root of the repository', '.')
    .requiredOption(
      '--plan <file>',
      "the plan, as Markdown; from where you stand, or from the repository's root",
    )
    .option('--policy <file>', 'use this policy in place of .github/ci-warden.yml')
    .addOption(formatOption(['pretty', 'json', 'markdown']))
    .action((dir: string, options: Options) => done(runProgress(dir, options, terminal)));
};

function runProgress(dir: string, options: Options, terminal: Terminal): ExitStatus {
  const root = rootOf(dir, terminal);
  const tree = readDirectory(root);
  const named = options.policy === undefined ? undefined : { file: options.policy, from: terminal.directory };
  const policy = loadPolicy(tree, named);
  const plan = parsePlan(readPlan(options.plan, root, terminal), options.plan);
  const paths = listFiles(root);
  const progress = assess({
    plan,
    tracking: trackingOf(policy, options.plan, plan.issue),
    policy,
    tree,
    ...(paths && { paths }),
    repositoryFacts: offlineFacts,
    facts: undefined,
  });
  terminal.print(render(progress, options, terminal));
  return progress.counts.contradicted > 0 ? 1 : 0;
}

/** The plan where the person stands; else in the repository, where the policy names it from. */
function readPlan(file: string, root: string, terminal: Terminal): string {
  const [entry] = [terminal.directory, root].flatMap((from) => readNamed(resolve(from, file), file) ?? []);
  if (entry === undefined) throw new UserError(`there is no plan ${file}`);
  if (entry.kind === 'unreadable') throw new UserError(`the plan ${file} cannot be used: ${entry.why}`);
  return entry.text;
}

/** What a person names may be a link or a pipe: they know what they do. */
function readNamed(path: string, name: string): TreeEntry | undefined {
  try {
    return decodeEntry(name, readFileSync(path));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new UserError(`the plan ${name} cannot be read (${code})`);
  }
}

/** The policy's entry for the plan: by its file, else by its issue. */
function trackingOf({ tracking }: Policy, file: string, issue: number | undefined): Tracking | undefined {
  const path = file.replace(/^\.\//, '');
  return (
    tracking.find(({ plan }) => plan !== undefined && (path === plan || path.endsWith(`/${plan}`))) ??
    tracking.find((one) => one.issue === issue)
  );
}

function render(progress: Progress, { format }: Options, terminal: Terminal): string {
  if (format === 'json') return asProgressJson(progress);
  if (format === 'markdown') return `${asProgressComment(progress)}\n`;
  return asProgressTerminal(progress, { palette: terminalPalette(terminal), width: terminal.width });
}
