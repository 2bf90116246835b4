import type { Job, Step, Workflow } from '../workflow/model.ts';
import { actionName, tellingOfAction } from './action-name.ts';
import { actionWork, allInputs } from './action-piece.ts';
import { familyOf, plainWords } from './command-name.ts';
import { installOf } from './install.ts';
import { tellingOf } from './quiet-commands.ts';
import { type ParsedExpressions, resolveText } from './resolve-text.ts';

/**
 * What a workflow seems to do, at a glance: no shell is parsed, no matrix expanded. Good enough to tell which
 * workflows are worth comparing, and how many of a repository's workflows do a thing.
 */
export interface Outline {
  /** The names of the events that start it; a call by another workflow left out. */
  readonly events: ReadonlySet<string>;
  /** What it asks of another workflow that would do its work, each with the program or action that it names. */
  readonly marks: readonly Asked[];
  /** What it has for those that ask: its marks, and the programs that it runs, those with any operands apart. */
  readonly offers: ReadonlySet<string>;
}

/** What a workflow asks for: the work itself, or its program with values that are put in. */
export interface Asked {
  readonly mark: string;
  readonly open: string;
}

/** Outlines a workflow: a mark for each action, call and command that tells of its work. */
export function outlineOf(workflow: Workflow): Outline {
  const marks = new Map<string, string>();
  const offers = new Set<string>();
  const parsed: ParsedExpressions = new Map();
  for (const job of workflow.jobs) {
    const found = job.uses === undefined ? job.steps.flatMap((step) => marksOf(step, parsed)) : [];
    if (job.uses !== undefined) found.push(markOfCall(job.uses.text, job, parsed));
    for (const { mark, family, isOpen } of found) {
      // Only the program is sure where a value is put in.
      marks.set(isOpen ? family : mark, family);
      offers.add(mark);
      offers.add(family);
      if (isOpen) offers.add(openOffer(family));
    }
  }
  for (const mark of marks.keys()) offers.add(mark);
  const events = new Set(workflow.on.map(({ event }) => event).filter((event) => event !== 'workflow_call'));
  const asked = [...marks].map(([mark, family]) => ({ mark, open: openOffer(family) }));
  return { events, marks: asked, offers };
}

/** What a workflow offers that runs a program with values that are put in: any operands. */
function openOffer(family: string): string {
  return `${family} $`;
}

interface Mark {
  readonly mark: string;
  readonly family: string;
  /** Values are put in that only a full reading tells. */
  readonly isOpen: boolean;
}

function marksOf(step: Step, parsed: ParsedExpressions): Mark[] {
  return step.run === undefined ? marksOfAction(step, parsed) : [...marksOfScript(step.run.text)];
}

/** An action with its inputs: with others that are written out it is surely other work. */
function marksOfAction(step: Step, parsed: ParsedExpressions): Mark[] {
  if (step.uses === undefined || tellingOfAction(actionName(step.uses.text)) !== 'work') return [];
  const piece = actionWork(step, (text) => atGlance(text, parsed))?.piece;
  return piece === undefined ? [] : [{ mark: piece.key, family: piece.mark, isOpen: isOpenText(piece.key) }];
}

function markOfCall(uses: string, job: Job, parsed: ParsedExpressions): Mark {
  const family = actionName(uses);
  const mark = [family, ...allInputs(job.with, (text) => atGlance(text, parsed))].join('\n');
  return { mark, family, isOpen: isOpenText(mark) };
}

/** Stands for what a full reading may put in, in no text of a workflow. */
const open = '\0';

function isOpenText(text: string): boolean {
  return text.includes(open);
}

/** A value of an input in one way of writing, and what is put into it left open. */
function atGlance(text: string, parsed: ParsedExpressions): string {
  if (!text.includes('$')) return text;
  const expressions = text.match(/\$\{\{.*?\}\}/gs) ?? [];
  const isFilled = expressions.some((one) => /\b(matrix|env|steps|needs|runner)\b/i.test(one));
  // Shell variables are filled as well.
  if (isFilled || text.replaceAll('${{', '').includes('$')) return open;
  return resolveText(text, () => undefined, parsed);
}

function* marksOfScript(script: string): Generator<Mark> {
  for (const line of linesOf(script))
    for (const part of line.split(/&&|\|\||[;|&]/)) {
      const words = plainWords(wordsOf(part));
      if (words.length > 0 && tellingOf(words) === 'work' && installOf(words) === undefined)
        yield markOfCommand(words);
    }
}

function markOfCommand(words: readonly string[]): Mark {
  const mark = words.join(' ');
  return { mark, family: familyOf(words), isOpen: mark.includes('$') };
}

/** The lines of a script, continued ones joined, without comments and without the texts handed to commands. */
function* linesOf(script: string): Generator<string> {
  let until: string | undefined;
  for (const written of script.replace(/\\\r?\n/g, ' ').split('\n')) {
    const line = written.trim();
    if (until !== undefined) {
      if (line === until) until = undefined;
    } else if (line !== '' && !line.startsWith('#')) {
      until = line.includes('<<') ? /<<-?\s*(["']?)(\w+)\1/.exec(line)?.[2] : undefined;
      yield line;
    }
  }
}

const beforeCommand = new Set('if then else elif do while until ! time sudo env exec command { ('.split(' '));

/** Variables that are set for a command alone, with what stands in quotes or is put in. */
const assignments =
  /^\s*(?:(?:env|sudo)\s+)*(?:[A-Za-z_]\w*=(?:"[^"]*"|'[^']*'|\$\{\{[^}]*\}\}|\$(?!\{\{)|[^\s$"'])*\s+)+/;

/** The words of a command, what stands before it and a comment behind it left out. */
function wordsOf(part: string): string[] {
  const command = part.includes('=') ? part.replace(assignments, '') : part;
  const words = command
    .replace(/(^|\s)#.*$/, '')
    .replace(/["']/g, '')
    .trim()
    .split(/\s+/);
  const first = words.findIndex((word) => !beforeCommand.has(word) && !/^(\w+=|-)/.test(word));
  return first < 0 || words[first] === '' ? [] : words.slice(first);
}
