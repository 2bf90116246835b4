import type { Step, Workflow } from '../workflow/model.ts';
import { actionName, tellingOfAction } from './action-name.ts';
import { familyOf, plainWords } from './command-name.ts';
import { installOf } from './install.ts';
import { tellingOf } from './quiet-commands.ts';

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
  for (const job of workflow.jobs) {
    if (job.uses !== undefined) marks.set(actionName(job.uses.text), actionName(job.uses.text));
    for (const step of job.steps)
      for (const { mark, family } of step.run === undefined
        ? marksOfAction(step)
        : marksOfScript(step.run.text)) {
        const isOpen = mark.includes('$');
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
}

function marksOfAction(step: Step): Mark[] {
  if (step.uses === undefined) return [];
  const name = actionName(step.uses.text);
  return tellingOfAction(name) === 'work' ? [{ mark: name, family: name }] : [];
}

function* marksOfScript(script: string): Generator<Mark> {
  for (const line of linesOf(script))
    for (const part of line.split(/&&|\|\||[;|&]/)) {
      const words = plainWords(wordsOf(part));
      if (words.length > 0 && tellingOf(words) === 'work' && installOf(words) === undefined)
        yield { mark: words.join(' '), family: familyOf(words) };
    }
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

/** The words of a command, what stands before it and a comment behind it left out. */
function wordsOf(part: string): string[] {
  const words = part
    .replace(/(^|\s)#.*$/, '')
    .replace(/["']/g, '')
    .trim()
    .split(/\s+/);
  const first = words.findIndex((word) => !beforeCommand.has(word) && !/^(\w+=|-)/.test(word));
  return first < 0 || words[first] === '' ? [] : words.slice(first);
}
