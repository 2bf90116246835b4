import { commandsOf } from '../shell/commands.ts';
import { shellOf } from '../shell/shell-of.ts';
import type { ScalarNode, Step } from '../workflow/model.ts';
import { actionWork } from './action-piece.ts';
import { assignedTexts } from './assigned-texts.ts';
import { joinPath, type PieceDraft, piecesOf, writtenCommands } from './command-pieces.ts';
import { conditionOf } from './condition.ts';
import { type HereDocument, hereDocuments } from './here-documents.ts';
import type { LegScope, StepReading, StepReadings, WrittenScript } from './job-scope.ts';
import { tellingOf } from './quiet-commands.ts';
import type { Assigned } from './script-effects.ts';
import { answersTo, StepContext } from './step-context.ts';
import type { StepWork } from './step-work.ts';
import { isCosmetic } from './variables.ts';
import type { Piece } from './work.ts';
import { writtenLines } from './written-lines.ts';

/** Reads a step on one leg of its job's matrix, once for all legs on which nothing that it asks for differs. */
export function readStep(scope: LegScope, step: Step): StepWork {
  const known = scope.readings.get(step);
  const reading = known?.byAnswers.get(answersTo(known.questions, scope)) ?? readAnew(scope, step);
  for (const name of reading.used) scope.used.add(name);
  return reading.work;
}

function readAnew(scope: LegScope, step: Step): StepReading {
  const context = new StepContext(scope, step);
  const when = conditionOf(step.if, context.lookup('work'));
  const { drafts, ...effects } =
    step.run === undefined ? readUses(step, context) : readRun(scope, step, { run: step.run, context });
  const scripted = scriptedIn(drafts);
  const ofStep = {
    own: sorted(new Map([...unnamedOf(context), ...foreignShell(scope, step, context)])),
    when,
    lenient: lenienceOf(step.continueOnError, (text) => context.resolve(text)),
  };
  const pieces = drafts.map((draft) => pieceOf(draft, ofStep));
  const set = settingVariables(context);
  const reading = {
    used: context.used,
    work: { pieces, ...(set.size > 0 && { own: set }), ...(scripted.size > 0 && { scripted }), ...effects },
  };
  remember(scope, step, { questions: context.questions, reading });
  return reading;
}

/** Where a step's or a job's failure is let pass: `true`, or the expression that decides it. */
export function lenienceOf(
  written: ScalarNode | undefined,
  resolve: (text: string) => string,
): string | undefined {
  const text = written === undefined ? '' : resolve(written.text).trim();
  return text === '' || text === 'false' ? undefined : text;
}

type OfStep = Pick<Piece, 'when'> & {
  readonly own: ReadonlyMap<string, string>;
  readonly lenient: string | undefined;
};

function pieceOf({ own: ofDraft, guards, lenient, ...draft }: PieceDraft, step: OfStep): Piece {
  const when = guards === undefined ? step.when : step.when.map((demands) => [...demands, ...guards]);
  const lenience = step.lenient ?? (lenient && 'true');
  const piece = { ...draft, when, ...(lenience !== undefined && { lenient: lenience }) };
  const own = ofDraft === undefined ? step.own : sorted(new Map([...step.own, ...ofDraft]));
  if (own.size === 0 || draft.telling === 'upkeep') return piece;
  const suffix = [...own].map(([name, text]) => `\n${name}=${text}`).join('');
  return { ...piece, key: draft.key + suffix, own, bare: draft.key };
}

/** Keeps a reading for legs that answer the same; those that rest on fewer questions are forgotten. */
function remember(
  scope: LegScope,
  step: Step,
  { questions, reading }: { questions: ReadonlySet<string>; reading: StepReading },
): void {
  const known: StepReadings = scope.readings.get(step) ?? { questions: [], byAnswers: new Map() };
  const more = [...questions].filter((question) => !known.questions.includes(question));
  const readings =
    more.length === 0 ? known : { questions: [...known.questions, ...more], byAnswers: new Map() };
  readings.byAnswers.set(answersTo(readings.questions, scope), reading);
  scope.readings.set(step, readings);
}

interface StepDraft extends Omit<StepWork, 'pieces'> {
  readonly drafts: readonly PieceDraft[];
}

function readUses(step: Step, context: StepContext): StepDraft {
  const action = actionWork(step, (text) => context.resolve(text));
  if (action === undefined) return { drafts: [] };
  const { piece, ...effects } = action;
  return { drafts: [piece], ...effects };
}

function readRun(
  scope: LegScope,
  step: Step,
  { run, context }: { run: ScalarNode; context: StepContext },
): StepDraft {
  const { job, workflow } = scope;
  const written =
    step.workingDirectory ?? job.defaults.workingDirectory ?? workflow.defaults.workingDirectory;
  const directory = joinPath('', context.resolve(written?.text ?? ''));
  // Where the shell is another one.
  context.mindWindows();
  const { commands, texts } = readScript(scope, step, run);
  const { drafts, ...installed } = piecesOf(commands, { directory, resolve: context.resolve.bind(context) });
  return { drafts: [...drafts, ...texts.map((text) => pieceOfText(text, directory, context))], ...installed };
}

/** The script as written; read again only where another runner gives it another shell. */
function readScript(scope: LegScope, step: Step, run: ScalarNode): WrittenScript {
  const { job, workflow, leg, scripts } = scope;
  const shell = shellOf({ step, job, workflow }, [leg.runner]);
  if (shell.kind === 'other') return { commands: writtenLines(run), texts: [] };
  const known = scripts.get(step);
  if (known !== undefined) return known;
  const script = {
    commands: writtenCommands(commandsOf(run, shell), assignedTexts(run.text)),
    texts: hereDocuments(run),
  };
  scripts.set(step, script);
  return script;
}

/** A text that is handed to a program says what it does; one that is written to a file says a little. */
function pieceOfText(
  { program, file, text, span }: HereDocument,
  directory: string,
  context: StepContext,
): PieceDraft {
  const isWritten = file !== '' && tellingOf([program]) !== 'work';
  return {
    key: `${directory}$ ${program} << ${context.resolve(text)}`,
    mark: `${program} << ${text}`,
    family: isWritten ? `write ${context.resolve(file)}` : `${program} <<`,
    telling: tellingOf([program]) === 'work' ? 'work' : 'setup',
    what: isWritten ? `the text of ${file}` : `the text handed to ${program}`.trim(),
    span,
  };
}

/** The variables that its script sets for any of its commands. */
function scriptedIn(drafts: readonly PieceDraft[]): ReadonlyMap<string, string> {
  return new Map(drafts.flatMap(({ own }) => (own === undefined ? [] : [...own])));
}

const ownShells = new Set(
  'bash sh zsh dash ksh pwsh powershell cmd python python3 node perl ruby'.split(' '),
);

/** What a script is given to that brings a world of its own with it: a script that enters another system, `nix develop`. */
function foreignShell({ job, workflow }: LegScope, step: Step, context: StepContext): readonly Assigned[] {
  const named = step.shell ?? job.defaults.shell ?? workflow.defaults.shell;
  if (step.run === undefined || named === undefined) return [];
  const [program = '', ...words] = context.resolve(named.text).trim().split(/\s+/);
  const name = program.slice(program.lastIndexOf('/') + 1);
  return name === '' || ownShells.has(name) ? [] : [['its shell', [program, ...words].join(' ')]];
}

/** The variables that the step sets and no text of it names: the program that it runs may read them. */
function unnamedOf(context: StepContext): ReadonlyMap<string, string> {
  const unnamed = [...settingVariables(context)].filter(([name]) => !context.used.has(name));
  return sorted(new Map(unnamed));
}

function sorted(variables: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return new Map([...variables].sort(([one], [other]) => (one < other ? -1 : 1)));
}

function settingVariables({ own }: StepContext): Map<string, string> {
  return new Map([...own].filter(([name, text]) => text !== '' && !isCosmetic(name)));
}
