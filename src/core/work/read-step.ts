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
  const own = unnamedOf(context);
  const suffix = [...own].map(([name, text]) => `\n${name}=${text}`).join('');
  const pieces = drafts.map((draft): Piece => {
    if (own.size === 0 || draft.telling === 'upkeep') return { ...draft, when };
    return { ...draft, when, key: draft.key + suffix, own, bare: draft.key };
  });
  const set = settingVariables(context);
  const reading = { used: context.used, work: { pieces, ...(set.size > 0 && { own: set }), ...effects } };
  remember(scope, step, { questions: context.questions, reading });
  return reading;
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
  { program, text, span }: HereDocument,
  directory: string,
  context: StepContext,
): PieceDraft {
  return {
    key: `${directory}$ ${program} << ${context.resolve(text)}`,
    mark: `${program} << ${text}`,
    family: `${program} <<`,
    telling: tellingOf([program]) === 'work' ? 'work' : 'setup',
    what: `the text handed to ${program}`.trim(),
    span,
  };
}

/** The variables that the step sets and no text of it names: the program that it runs may read them. */
function unnamedOf(context: StepContext): Map<string, string> {
  const unnamed = [...settingVariables(context)].filter(([name]) => !context.used.has(name));
  return new Map(unnamed.sort(([one], [other]) => (one < other ? -1 : 1)));
}

function settingVariables({ own }: StepContext): Map<string, string> {
  return new Map([...own].filter(([name, text]) => text !== '' && !isCosmetic(name)));
}
